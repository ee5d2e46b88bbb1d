"""The smallest Django project with one domain, its port, and the same as a REST endpoint."""
