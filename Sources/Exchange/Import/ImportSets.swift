import Sales
import SalesStore
import Values

extension StoreImport {
  func productSet(_ row: ImportRow) throws -> ImportEffect {
    let code = (row.text("code") ?? row.key).uppercased()
    guard let typed = SetLinesText.read(row.text("lines") ?? "") else {
      throw RowRefusal(.unknownValue, "lines", row.text("lines") ?? "")
    }
    if let from = row.day("from"), let until = row.day("until"), until < from {
      throw RowRefusal(.refusedByStore, "until", until.isoText)
    }
    let old = try existing(row, ProductSet.self, code: code)
    var new =
      try old
      ?? ProductSet(
        id: ids.mint(), code: code, name: "",
        searchKey: try writer.nextSearchKey(ProductSet.self))
    new.name = row.text("name") ?? new.name
    new.closed = row.flag("closed") ?? new.closed
    new.active = row.flag("active") ?? true
    (new.validFrom, new.validTo) = (row.day("from"), row.day("until"))
    let lines = try lines(typed, of: new.id)
    let effect = try keep(row, old, new, id: new.id.rawValue)
    if effect == .created { try writer.index(new) }
    let areNew = try writer.replaceInBulk(lines, of: new.id)
    return effect == .unchanged && areNew ? .changed : effect
  }

  private func lines(
    _ typed: [TypedSetLine], of set: ID<ProductSet>
  ) throws -> [ProductSetLine] {
    try typed.enumerated().map { place, line in
      guard let code = line.code else {
        return ProductSetLine(
          setID: set, line: place + 1, kind: .comment, description: line.words)
      }
      guard let product = try resolve(code, .product, Product.self) else {
        throw RowRefusal(.unknownReference, "lines", code)
      }
      return ProductSetLine(
        setID: set, line: place + 1, productID: product, quantity: line.quantity,
        unit: line.unit, optional: line.isOptional)
    }
  }

  /// Who accepted an order that comes in, where the file says it.
  func acceptance(_ row: ImportRow, of order: SalesOrder) throws -> Bool {
    let said = ["customerOrder", "acceptedBy", "acceptedChannel"].contains { row.text($0) != nil }
    guard said || row.day("accepted") != nil else { return false }
    let old = try writer.find(OrderAcceptance.self, order.id.sqlValue)
    var new = old ?? OrderAcceptance(orderID: order.id, acceptedDay: order.orderDay)
    new.customerOrder = row.text("customerOrder") ?? new.customerOrder
    new.acceptedBy = row.text("acceptedBy") ?? new.acceptedBy
    new.channel =
      row.text("acceptedChannel").flatMap(AcceptanceChannel.init(rawValue:)) ?? new.channel
    new.acceptedDay = row.day("accepted") ?? new.acceptedDay
    guard let old else {
      try writer.insertInBulk(new)
      return true
    }
    guard old != new else { return false }
    try writer.updateInBulk(old, to: new)
    return true
  }
}
