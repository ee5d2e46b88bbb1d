from library.books.models import Book
