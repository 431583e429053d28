from django.apps import AppConfig

from programme.celery import app as celery_app

__all__ = ["ProgrammeConfig", "celery_app"]  # shared tasks find their queue wherever Django runs


class ProgrammeConfig(AppConfig):
    name = "programme"
    label = "house"  # the model Programme lives in cohorts
