from clinic.patients.models import Doctor
