project = "product"
