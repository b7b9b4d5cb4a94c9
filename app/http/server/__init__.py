"""What stands around the application: the protocol, the middleware, the log of requests."""
