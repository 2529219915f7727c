"""Settings, the root of the URLs and the entry point of the web server."""
