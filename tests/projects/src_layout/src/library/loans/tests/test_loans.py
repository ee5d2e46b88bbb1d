from library.loans.models import Loan
