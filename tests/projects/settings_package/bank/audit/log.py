from bank.accounts.models import Holder
