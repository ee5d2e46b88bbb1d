from library.books import views

urlpatterns = []
