import Sales
import SalesStore
import Values

// Products, their packagings, codes, prices and stock.

extension CompanyExport {
  func writeCatalogue(_ kind: RecordKind) throws {
    switch kind {
    case .product: try writeProducts()
    case .productUnit:
      try reader.eachByProduct(ProductUnit.self, then: "unit") {
        guard let product = try code($0.productID) else { return }
        try row(
          kind, "\(product)/\($0.unit)",
          [
            "product": product, "unit": $0.unit, "factor": $0.factor.description,
            "barcode": text($0.barcode),
          ])
      }
    case .alias: try writeAliases()
    case .supplierPrice: try writeSupplierPrices()
    default: try writeStock()
    }
  }

  private func writeProducts() throws {
    try reader.each(Product.self, "ORDER BY code") { try write($0) }
  }

  func write(_ product: Product) throws {
    let cost = try reader.stockCost(of: product.id)
    let standard = try reader.cost(of: product.id, by: .standard)
    try row(
      .product, product.code,
      [
        "code": product.code, "name": product.name, "family": try code(product.familyID),
        "unit": product.baseUnit, "priceUnit": String(product.priceUnit),
        "listPrice": product.listPrice?.description,
        "priceDecimals": String(product.priceDecimals), "cost": cost?.unitCost.description,
        "standardCost": standard?.unitCost.description,
        "vatRate": try vatRates()[product.vatCode]?.percentText,
        "discontinued": flag(product.status == .discontinued),
        "ecoContribution": product.ecoUnit == .zero ? nil : product.ecoUnit.description,
      ])
  }

  private func writeAliases() throws {
    var places = Places()
    try reader.eachByProduct(ProductAlias.self, then: "id") { alias in
      guard let product = try code(alias.productID) else { return }
      let kind: String =
        switch alias.kind {
        case .customerCode: "customer"
        case .supplierCode: "supplier"
        case .barcode: "barcode"
        case .name: "other"
        }
      try row(
        .alias, places.next(below: product),
        [
          "product": product, "kind": kind, "code": alias.value,
          "customer": try code(alias.customerID), "supplier": try code(alias.supplierID),
        ])
    }
  }

  private func writeSupplierPrices() throws {
    var places = Places()
    try reader.eachByProduct(SupplierPrice.self, then: "sequence, id") { price in
      guard let product = try code(price.productID) else { return }
      try row(
        .supplierPrice, places.next(below: product),
        [
          "supplier": try code(price.supplierID), "product": product,
          "sequence": String(price.sequence), "supplierCode": text(price.supplierCode),
          "minimum": price.minimumQuantity.description, "price": price.price?.description,
          "multiple": price.multiple.description,
          "leadTimeDays": price.leadTimeDays.map { String($0) },
          "from": price.validFrom?.isoText, "until": price.validTo?.isoText,
          "currency": price.currency.code,
        ])
    }
  }

  private func writeStock() throws {
    let warehouses = try reader.all(Warehouse.self, "ORDER BY sequence, code")
    try reader.each(Product.self, "ORDER BY code") { product in
      for warehouse in warehouses { try write(product, in: warehouse) }
    }
  }

  func write(_ product: Product, in warehouse: Warehouse) throws {
    let level = try reader.find(StockLevel.self, product.id.sqlValue, warehouse.id.sqlValue)
    guard let level else { return }
    try row(
      .stock, "\(product.code)/\(warehouse.code)",
      ["product": product.code, "warehouse": warehouse.code, "onHand": level.onHand.description])
  }
}
