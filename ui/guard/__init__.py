"""What stands between the network and the page: ASGI middlewares, each of which refuses one thing."""
