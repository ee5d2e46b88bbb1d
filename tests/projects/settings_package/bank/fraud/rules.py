from bank.payments.models import Payment
