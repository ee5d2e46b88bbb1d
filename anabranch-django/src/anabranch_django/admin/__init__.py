"""Pages for people who look after events: what waits, what failed, who delivers. They decide nothing themselves.

Each page shows one database, and offers the others that domains of this process have; nothing can be edited.
"""

from django.contrib import admin

from anabranch_django.admin.events import DeferredAdmin, OutboxAdmin, ProjectionAdmin, RelayAdmin, UnsentAdmin
from anabranch_django.events.models import DeferredEvent, OutboxEvent, ProjectionState, RelayPresence, UnsentEvent

admin.site.register(OutboxEvent, OutboxAdmin)
admin.site.register(UnsentEvent, UnsentAdmin)
admin.site.register(DeferredEvent, DeferredAdmin)
admin.site.register(RelayPresence, RelayAdmin)
admin.site.register(ProjectionState, ProjectionAdmin)
