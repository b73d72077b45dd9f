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
    new.hidesParts = row.flag("hidesParts") ?? new.hidesParts
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

  /// The words that begin a set on an order: their key is what its lines name.
  func orderSet(_ row: ImportRow) throws -> ImportEffect {
    let order = try required(row, "order", .order, SalesOrder.self)
    let count = Quantity(thousandths: row.integer("quantity") ?? 0)
    guard count > .zero, count <= Quantity.limit else {
      throw RowRefusal(.refusedByStore, "quantity", count.description)
    }
    let (old, number) = try line(.orderSet, row, of: order)
    var new =
      old
      ?? OrderLine(
        orderID: order, line: number, position: number, kind: .comment, description: "",
        priceSource: .unknown)
    new.description = row.text("name") ?? new.description
    new.setCode = (row.text("set") ?? new.setCode).uppercased()
    new.typedQuantity = count
    new.setClosed = row.flag("closed") ?? new.setClosed
    new.setHidesParts = row.flag("hidesParts") ?? new.setHidesParts
    let effect = try keep(row, old, new, id: order.rawValue, line: number)
    if effect != .unchanged { orders.touch(order) }
    return effect
  }

  /// The line that begins the set of an order line; nil where it stands on its own.
  func set(of order: ID<SalesOrder>, _ row: ImportRow) throws -> Int? {
    guard let key = row.reference("set") else { return nil }
    guard let found = try references.find(.orderSet, key), found.id == order.rawValue,
      let line = found.line
    else { throw RowRefusal(.unknownReference, "set", key) }
    return line
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
