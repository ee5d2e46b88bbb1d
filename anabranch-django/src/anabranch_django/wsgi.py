"""The WSGI application that serves this process's ports: `gunicorn anabranch_django.wsgi`.

To be bound to a network that only the team's own processes reach.
"""

import django

from anabranch_django.ports.handlers import PortsHandler

django.setup(set_prefix=False)
application = PortsHandler()
