"""What a value is where its own function does not tell: known where a reference stands at the mark."""

from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

BRAND = ("relation-access", "brands.models.Brand")
HEAD = "from collections import namedtuple\nfrom catalog.models import Product\n\n"


def inferred(sources: dict[str, str]) -> set[tuple[str, str]]:
    """Kind and symbol of what `desk/code.py` refers to through values."""
    found = read_sources(sources).map.references
    return {(one.kind, one.imported.symbol) for one in found
            if one.file == "desk/code.py" and one.certainty == "inferred"}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "made"),
    [
        ("['size', 'it']", "1, Product()"),
        ("['size', 'it']", "it=Product(), size=1"),
        ("('size', 'it')", "1, it=Product()"),
    ],
    ids=["position", "keyword", "both"],
)
@pytest.mark.parametrize("read", ["info().it.brand", "info()[1].brand", "[each.brand for each in info()]"])
def test_named_tuple_holds_what_it_was_made_with(fields: str, made: str, read: str) -> None:
    code = f"{HEAD}Info = namedtuple('Info', {fields})\ndef info():\n    return Info({made})\ndef f():\n    {read}\n"
    assert BRAND in inferred({"desk/code.py": code})


@pytest.mark.parametrize("made", ["*parts", "**parts", "1", "Product()"])
def test_named_tuple_does_not_hold_what_it_was_not_surely_given(made: str) -> None:
    code = f"{HEAD}Info = namedtuple('Info', ['size', 'it'])\ndef f(parts):\n    return Info({made}).it.brand\n"
    assert BRAND not in inferred({"desk/code.py": code})


BASE = """
    class Policy:
        def product(self):
            raise NotImplementedError
    """
HEIR = """
    from catalog.models import Product
    from policies.base import Policy
    class Ready:
        def product(self):
            return Product()
    class Default(Ready, Policy):
        pass
    """
USE = "from policies.base import Policy\ndef f():\n    return Policy().product().brand\n"


def test_method_that_only_raises_gives_what_the_classes_below_give() -> None:
    assert BRAND in inferred({"policies/base.py": BASE, "policies/ready.py": HEIR, "desk/code.py": USE})


def test_classes_of_another_app_are_not_asked_for_what_a_base_gives() -> None:
    assert BRAND not in inferred({"policies/base.py": BASE, "shop/ready.py": HEIR, "desk/code.py": USE})


def test_method_that_gives_nothing_is_not_filled_by_the_classes_below() -> None:
    base = BASE.replace("raise NotImplementedError", "pass")
    assert BRAND not in inferred({"policies/base.py": base, "policies/ready.py": HEIR, "desk/code.py": USE})


@pytest.mark.parametrize(
    "raising",
    [
        '"""Say which."""\n            raise NotImplementedError',
        "raise NotImplementedError(f'{self.__class__} has to say')",
        "message = 'missing'\n            raise NotImplementedError(message % type(self).__name__)",
    ],
    ids=["docstring", "class told", "message"],
)
def test_method_that_only_raises_may_tell_why(raising: str) -> None:
    base = BASE.replace("raise NotImplementedError", raising)
    assert BRAND in inferred({"policies/base.py": base, "policies/ready.py": HEIR, "desk/code.py": USE})


@pytest.mark.parametrize(
    "body",
    [
        "try:\n                self.go()\n            except NotImplementedError:\n                pass",
        "if self.old:\n                raise NotImplementedError",
        "self.go()\n            raise NotImplementedError",
        "return None if isinstance(self.old, NotImplementedError) else self.go()",
    ],
    ids=["caught", "on a condition", "after a call", "compared"],
)
def test_method_that_does_more_than_raise_is_not_filled_by_the_classes_below(body: str) -> None:
    base = BASE.replace("raise NotImplementedError", body)
    assert BRAND not in inferred({"policies/base.py": base, "policies/ready.py": HEIR, "desk/code.py": USE})


SETTABLE = {
    "by call": "def _get(self):\n            return self._it\n        def _set(self, it):\n            self._it = it\n"
    "        it = property(_get, _set)",
    "by decorator": "@property\n        def it(self):\n            return self._it\n        @it.setter\n"
    "        def it(self, it):\n            self._it = it",
}


@pytest.mark.parametrize("body", SETTABLE.values(), ids=SETTABLE)
def test_property_holds_what_others_set_it_to(body: str) -> None:
    cart = f"class Cart:\n        {body}\n".replace("\n        ", "\n    ")
    sets = "from carts.models import Cart\nfrom catalog.models import Product\ndef fill():\n    cart = Cart()\n"
    use = "from carts.models import Cart\ndef f():\n    return Cart().it.brand\n"
    sources = {"carts/models.py": cart, "filling/code.py": f"{sets}    cart.it = Product()\n", "desk/code.py": use}
    assert BRAND in inferred(sources)
    assert BRAND not in inferred({**sources, "filling/code.py": f"{sets}    other.it = Product()\n"})


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):\n    return g(x, Product())\ndef g(a, b):\n    b.»brand\n",
        "def f(x):\n    return g(a=x, b=Product())\ndef g(a, *, b):\n    b.»brand\n",
        "class C:\n    def f(self):\n        self.g(Product())\n    def g(self, b):\n        b.»brand\n",
        "class C:\n    def __init__(self, b):\n        self.x = 1 if b.»brand else 2\nC(Product())\n",
        "def f():\n    for one in Product.objects.all():\n        g(one)\ndef g(b):\n    b.»brand\n",
    ],
    ids=["position", "keyword", "method", "constructor", "loop"],
)
def test_parameter_is_what_the_calls_beside_give(code: str) -> None:
    assert find("relation-access", {"desk/code.py": HEAD + code})


@pytest.mark.parametrize(
    "code",
    [
        "def f(h):\n    return h.g(Product())\ndef g(b):\n    b.brand\n",
        "def f():\n    g(Product())\ndef g(a, b):\n    b.brand\n",
        "def g(b):\n    b.brand\n",
        "def f():\n    return g(1)\ndef g(b):\n    b.brand\n",
    ],
    ids=["another's method", "another parameter", "never called", "plain value"],
)
def test_parameter_that_no_call_beside_gives_stays_unknown(code: str) -> None:
    assert BRAND not in inferred({"desk/code.py": HEAD + code})


@pytest.mark.parametrize("returned", ["b", "b.brand", "[b][0]", "h(b)", "[x for x in b]", "b + 1", "{1: b}"])
def test_what_a_function_makes_of_its_parameter_is_left_to_each_call(returned: str) -> None:
    helper = f"{HEAD}def f():\n    g(Product())\ndef g(b):\n    b.brand\n    return {returned}\n"
    assert BRAND not in inferred({"desk/code.py": helper})


BOX = f"""{HEAD}
class Box:
    def __init__(self, it=None):
        it.name
        {{made}}
    def put(self, it):
        it.name
        {{put}}
def demo():
    Box(Product()).put(Product())
"""
BOXED = "from boxes.box import Box\ndef f(parcel):\n    box = Box(parcel)\n    return box.it.brand\n"


@pytest.mark.parametrize("held", ["self.it = it", "x = it; self.it = [x][0]"])
@pytest.mark.parametrize("method", ["made", "put"])
def test_attribute_does_not_hold_what_only_the_calls_beside_give(method: str, held: str) -> None:
    box = BOX.format(**{"made": "pass", "put": "pass"} | {method: held})
    assert BRAND not in inferred({"boxes/box.py": box, "desk/code.py": BOXED})


@pytest.mark.parametrize(
    ("body", "read"),
    [("def inner():\n        return b\n    return inner", "g(parcel)()"), ("global last\n    last = b", "last")],
    ids=["a function inside", "a global"],
)
def test_what_outlives_a_call_does_not_hold_what_only_the_calls_beside_give(body: str, read: str) -> None:
    code = f"{HEAD}last = None\ndef demo():\n    g(Product())\ndef g(b):\n    b.name\n    {body}\n"
    use = f"from boxes.box import g, last\ndef f(parcel):\n    return {read}.brand\n"
    assert BRAND not in inferred({"boxes/box.py": code, "desk/code.py": use})


def test_lazy_object_is_what_its_function_gives() -> None:
    code = "from django.utils.functional import SimpleLazyObject\ndef load():\n    return Product()\n"
    assert find("relation-access", {"desk/code.py": f"{HEAD}{code}def f():\n    SimpleLazyObject(load).»brand\n"})


def test_class_of_an_object_is_its_class() -> None:
    assert find("relation-access", {"desk/code.py": f"{HEAD}def f():\n    Product().__class__.objects.get().»brand\n"})


FORMSETS = """
    from django.forms import inlineformset_factory
    from catalog.models import Product
    from brands.models import Brand
    Base = inlineformset_factory(Brand, Product)
    class Products(Base):
        def clean(self):
            return self.instance.»country
        def save_new(self):
            return self.queryset.get().label()
    """


def test_inline_formset_is_for_an_object_of_the_model_above() -> None:
    found = read_sources({"desk/forms.py": FORMSETS})
    assert ("desk.forms.Products.clean", "brands.models.Brand") in found.pairs("member")
    assert ("desk.forms.Products.save_new", "catalog.models.Product") in found.pairs("member")


VIEW = """
    from django.contrib.auth import get_user_model
    from django.views.generic import DetailView, FormView, ListView
    from catalog.forms import ProductForm
    from catalog.models import Product
    class Shown(DetailView):
        model = Product
        context_object_name = "it"
        def get_context_data(self):
            ctx = super().get_context_data()
            {shown}
    class Listed(ListView):
        model = Product
        def get_context_data(self):
            {listed}
    class Made(FormView):
        form_class = ProductForm
        def post(self):
            {made}
    """
FORM = """
    from django.forms import ModelForm
    from catalog.models import Product
    class ProductForm(ModelForm):
        class Meta:
            model = Product
        def price(self): ...
    """


def served(**bodies: str) -> set[tuple[str, str]]:
    text = VIEW.format(**{"shown": "pass", "listed": "pass", "made": "pass"} | bodies)
    return inferred({"catalog/forms.py": FORM, "desk/code.py": text})


@pytest.mark.parametrize("key", ["object", "product", "it"])
def test_context_of_a_generic_view_holds_its_object(key: str) -> None:
    assert BRAND in served(shown=f"ctx['{key}'].brand")


@pytest.mark.parametrize("key", ["other", "object_list", "form"])
def test_context_holds_nothing_under_other_names(key: str) -> None:
    assert BRAND not in served(shown=f"ctx['{key}'].brand")


EDITING = """
    from django.shortcuts import get_object_or_404
    class Editing:
        def setup(self, request):
            self.object = {fetched}
            self.other = {fetched}
    """


@pytest.mark.parametrize("fetched", ["self.get_object()", "get_object_or_404(self.model, pk=1)"])
@pytest.mark.parametrize(("name", "known"), [("object", True), ("other", False)])
def test_object_that_a_base_fetches_is_of_the_model_that_its_heir_serves(
    fetched: str, name: str, *, known: bool
) -> None:
    code = f"{HEAD}from kit.views import Editing\nclass Edit(Editing):\n    model = Product\n"
    use = f"    def title(self):\n        return self.{name}.brand\n"
    assert (BRAND in inferred({"kit/views.py": EDITING.format(fetched=fetched), "desk/code.py": code + use})) is known


@pytest.mark.parametrize("stored", ["ctx['object'] = load()", "ctx.update({'object': load()})", "ctx.update(object=1)"])
def test_context_does_not_hold_what_the_function_puts_something_else_for(stored: str) -> None:
    assert BRAND not in served(shown=f"{stored}; ctx['object'].brand")


def test_context_does_not_hold_what_a_method_of_the_view_puts_something_else_for() -> None:
    shown = "ctx['object'] = load()\n            return ctx\n        def show(self):\n"
    assert BRAND not in served(shown=f"{shown}            self.get_context_data()['object'].brand")
    assert BRAND in served(shown=f"{shown}            self.get_context_data()['product'].brand")


def test_context_of_a_list_holds_a_queryset() -> None:
    assert BRAND in served(listed="super().get_context_data()['object_list'].first().brand")


@pytest.mark.parametrize(
    "body", ["self.get_form().price()", "self.get_form_class()().price()", "self.get_context_data()['form'].price()"]
)
def test_form_of_a_view_is_of_its_form_class(body: str) -> None:
    assert ("member", "catalog.forms.ProductForm") in served(made=body)


def test_object_that_a_form_of_a_view_saves_is_of_its_model() -> None:
    assert BRAND in served(made="self.get_form().save().brand")


@pytest.mark.parametrize(
    ("split", "known"),
    [
        ("rsplit('.', 1)", True),
        ("split('.')", True),
        ("split(maxsplit=1, sep='.')", True),
        ("partition('.')[::2]", False),
        ("split(x)", False),
        ("split('.', x)", False),
        ("split('.', *x)", False),
    ],
)
def test_label_that_is_split_names_its_model(split: str, known: bool) -> None:
    code = f"from django.apps import apps\ndef f(x):\n    app, name = 'catalog.Product'.{split}\n"
    found = inferred({"desk/code.py": f"{code}    return apps.get_model(app, name).objects.get().brand\n"})
    assert (BRAND in found) == known


@pytest.mark.parametrize(
    "call",
    [f"'a.b'.{method}({given})"
     for method in ("split", "rsplit", "partition", "rpartition", "join", "format")
     for given in ("", "''", "1", "'.', 1", "'.', '.'", "'.', 1, 2", "sep='.'", "'.', sep='.'", "*f()", "**f()")],
)  # fmt: skip
def test_wrong_arguments_of_a_method_of_texts_leave_its_result_unknown_or_read(call: str) -> None:
    code = f"{HEAD}def f():\n    x = {call}\n    return x[0]\ndef g():\n    f()\n    return Product().brand\n"
    assert BRAND in inferred({"desk/code.py": code})


@pytest.mark.parametrize("twice", ["'{}{}'.format(x, x)", "'%s%s' % (x, x)", "f'{x}{x}'", "'.'.join([x, x])", "x + x"])
@pytest.mark.parametrize(("lines", "known"), [(5, True), (12, False)])
def test_text_that_doubles_with_each_line_is_known_until_it_is_long(twice: str, lines: int, known: bool) -> None:
    code = f"from django.apps import apps\ndef f():\n    x = 'catalog.Product.'\n{f'    x = {twice}{chr(10)}' * lines}"
    code += "    parts = x.split('.')\n    return apps.get_model(parts[0], parts[1]).objects.get().brand\n"
    assert (BRAND in inferred({"desk/code.py": code})) == known


def test_model_of_django_that_is_loaded_by_its_label_is_known() -> None:
    owned = """
        from django.db import models
        class Parcel(models.Model):
            owner = models.ForeignKey("auth.Group", on_delete=models.CASCADE, related_name="parcels")
        """
    code = "from django.apps import apps\ndef f():\n    return apps.get_model('auth', 'Group').objects.get().parcels\n"
    found = inferred({"parcels/models.py": owned, "desk/code.py": code})
    assert found == {("reverse-access", "parcels.models.Parcel")}


@pytest.mark.parametrize("name", ["is_fine", "_has_it", "can_go"])
def test_what_says_yes_or_no_is_known_by_the_calls_beside(name: str) -> None:
    code = f"{HEAD}def f():\n    {name}(Product())\ndef {name}(b):\n    return b.brand and 1\n"
    assert BRAND in inferred({"desk/code.py": code})


@pytest.mark.parametrize("given", ["b.brand", "b and b.brand", "[b.brand][0]"])
def test_what_says_yes_or_no_gives_no_object_to_its_callers(given: str) -> None:
    code = f"{HEAD}def demo():\n    is_owned(Product())\ndef is_owned(b):\n    return {given}\n"
    use = "from rules.owned import is_owned\ndef f(parcel):\n    return is_owned(parcel).country\n"
    assert ("member", "brands.models.Brand") not in inferred({"rules/owned.py": code, "desk/code.py": use})


@pytest.mark.parametrize(
    "read",
    [
        "sorted(Product.objects.all(), key=lambda each: each.brand)",
        "Product.objects.all().first() or max(Product.objects.all(), key=lambda each: each.brand)",
        "list(map(lambda each: each.brand, Product.objects.all()))",
        "list(Product.objects.all()).sort(key=lambda each: each.brand)",
        "SimpleLazyObject(lambda: Product.objects.get()).brand",
    ],
)
def test_lambda_is_given_what_its_call_goes_over(read: str) -> None:
    code = f"from django.utils.functional import SimpleLazyObject\n{HEAD}def f():\n    {read}\n"
    assert BRAND in inferred({"desk/code.py": code})


def test_lambda_elsewhere_is_given_nothing() -> None:
    code = f"{HEAD}def f(run):\n    run(Product.objects.all(), key=lambda each: each.brand)\n"
    assert BRAND not in inferred({"desk/code.py": code})


@pytest.mark.parametrize("made", ["ScopedManager(space='x', _manager_class=Stock)", "Stock()"])
def test_manager_has_the_methods_of_the_class_that_it_was_given(made: str) -> None:
    models = f"""
        from django.db import models
        from django_scopes import ScopedManager
        class Stock(models.Manager):
            def get_or_create(self, **kwargs):
                return self.model.add_root(**kwargs), True
            def last_one(self):
                return self.last()
        class Shelf(models.Model):
            brand = models.ForeignKey("brands.Brand", on_delete=models.CASCADE)
            objects = {made}
        """
    code = "from shelves.models import Shelf\ndef f():\n    return Shelf.objects.{}.brand\n"
    for call in ("last_one()", "get_or_create()[0]"):
        assert BRAND in inferred({"shelves/models.py": models, "desk/code.py": code.format(call)})
