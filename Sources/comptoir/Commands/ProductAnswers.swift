import Sales
import SalesStore
import Values

/// Answers about products.
enum ProductAnswers {
  private static let fields: [Field<ProductMatch>] = [
    Field("code", .text) { .text($0.product.code) },
    Field("name", .text) { .text($0.product.name) },
    Field("status", .text, isShown: false) { .word("product", $0.product.status) },
    Field("salesUnit", .text) { .text($0.product.salesUnit) },
    Field("priceUnit", .count) { .count($0.product.priceUnit) },
    Field("currency", .text) { .text($0.terms.money?.currency.code) },
    Field("listPrice", .price) { .price($0.terms.listPrice) },
    Field("netPrice", .price) { .price($0.price?.netPrice) },
    Field("unitCost", .price) { .cost($0.terms.unitCost) },
    Field("costMethod", .text) { .word("costMethod", $0.terms.costMethod) },
    Field("marginRate", .ratio) { .fraction($0.marginRate) },
    Field("onHand", .quantity) { .quantity($0.stock.total.onHand) },
    Field("reserved", .quantity) { .quantity($0.stock.total.reserved) },
    Field("free", .quantity) { .quantity($0.stock.total.free) },
    Field("nextReceipt", .day) { .day($0.stock.nextReceipt?.day) },
    Field("lastPrice", .price) { .price($0.lastPurchase?.lastPrice) },
  ]

  /// `product list`.
  static let rows = Shape("products", fields)

  /// `product show`.
  static let sheet = Shape<ProductMatch>(
    "productSheet",
    fields + [
      Field("floor", .ratio) { .ratio($0.terms.floor) },
      Field("floorPrice", .price) { .price($0.terms.floorPrice) },
      Field("vatRate", .ratio) { .ratio($0.terms.vatRate) },
      Field("ecoUnit", .price) { .price($0.product.ecoUnit) },
      Field("warehouses", .rows, inner: warehouses) {
        .rows(warehouses.rows($0.stock.warehouses))
      },
    ])

  private static let warehouses = Shape<WarehousePosition>(
    "warehouses",
    [
      Field("code", .text) { .text($0.code) },
      Field("name", .text) { .text($0.name) },
      Field("onHand", .quantity) { .quantity($0.position.onHand) },
      Field("reserved", .quantity) { .quantity($0.position.reserved) },
      Field("free", .quantity) { .quantity($0.position.free) },
      Field("incoming", .quantity) { .quantity($0.position.incoming) },
      Field("nextReceipt", .day) { .day($0.nextReceipt?.day) },
      Field("nextQuantity", .quantity) { .quantity($0.nextReceipt?.quantity) },
    ])

  /// The product of an act.
  static let row = Shape<Product>(
    "product",
    [
      Field("code", .text) { .text($0.code) },
      Field("name", .text) { .text($0.name) },
      Field("baseUnit", .text) { .text($0.baseUnit) },
      Field("salesUnit", .text) { .text($0.salesUnit) },
      Field("priceUnit", .count) { .count($0.priceUnit) },
      Field("listPrice", .price) { .price($0.listPrice) },
    ])
}
