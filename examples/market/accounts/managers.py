from django.contrib.auth.models import UserManager
from django.db.models import Count, Sum


class CustomerManager(UserManager):
    def customers(self):
        return self.filter(is_staff=False, is_active=True)

    def big_spenders(self, amount):
        buyers = self.customers().filter(purchases__status__in=["paid", "shipped", "done"])
        return buyers.annotate(spent=Sum("purchases__total")).filter(spent__gte=amount)

    def reviewers(self):
        return self.annotate(written=Count("review")).filter(written__gt=0)
