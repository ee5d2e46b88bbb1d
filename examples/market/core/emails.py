from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def send_templated(template, *, to, subject, context):
    body = render_to_string(template, context)
    message = EmailMessage(subject=subject, body=body, to=[to])
    return message.send()
