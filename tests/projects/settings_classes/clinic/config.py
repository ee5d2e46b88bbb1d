from configurations import Configuration


class Base(Configuration):
    INSTALLED_APPS = ["clinic.patients"]
    AUTH_USER_MODEL = "patients.Doctor"


class Dev(Base):
    @property
    def INSTALLED_APPS(self):
        return [*super().INSTALLED_APPS, "clinic.rooms"]
