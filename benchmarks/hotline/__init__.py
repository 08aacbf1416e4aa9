"""The hotline: suggestions, repeats and public numbers over many messages, beside reckoning them anew."""
