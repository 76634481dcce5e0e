from . import calendar_event, calendar_event_over
