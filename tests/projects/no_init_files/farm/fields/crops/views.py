from farm.animals.models import Animal
