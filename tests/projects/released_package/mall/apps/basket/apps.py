from mall.core.application import MallConfig


class BasketConfig(MallConfig):
    name = "mall.apps.basket"
    label = "basket"
