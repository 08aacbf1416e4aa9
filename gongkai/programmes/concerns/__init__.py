"""政务舆情回应：what people say in public, judged, answered by the body responsible within hours, told on and on."""
