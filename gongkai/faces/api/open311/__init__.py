"""Open311 GeoReport v2：the hotline for programs that know the open standard for reporting to a city."""
