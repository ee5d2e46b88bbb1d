from core.money import percent_off, quantize


def is_giftable(product):
    """Put on Product at start-up: the shop shows a bow."""
    return product.price >= 10 and product.is_active


def coupon_discount(coupon, total):
    if coupon is None or total < coupon.minimum:
        return quantize(0)
    return quantize(total - percent_off(total, coupon.percent))
