from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "programme"
    label = "house"  # the model Programme lives in cohorts
