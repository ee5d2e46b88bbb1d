from mall.core.application import MallConfig


class BasketDashboardConfig(MallConfig):
    name = "mall.apps.dashboard.basket"
