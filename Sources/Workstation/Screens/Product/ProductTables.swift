import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The tables of the product screen.
struct ProductTables {
  let view: ProductView
  let session: Session

  private var format: Format { session.format }
  private func quantity(_ quantity: Quantity) -> Span { Span(format.quantity(quantity)) }
  private func day(_ day: Day?) -> Span { Span(day.map(format.day) ?? "?", .muted) }

  private func table<Row>(
    _ key: String, _ rows: [Row], _ columns: [Terminal.Column], row: @escaping (Int, Row) -> [Span]
  ) -> GoodsTable {
    let title = session.text("goods.table." + key)
    return GoodsTable(
      rows.isEmpty ? title : "\(title) \(rows.count)", columns,
      empty: session.text("goods.none." + key), count: rows.count
    ) { GoodsRow(String($0), row($0, rows[$0])) }
  }

  var all: [GoodsTable] {
    [warehouses, holders, waiting, incoming, moves, rules, packagings, sales, offers, equivalents]
      + (view.hidden == nil ? [values] : [])
  }

  private var warehouses: GoodsTable {
    table(
      "warehouses", view.sheet.warehouses,
      [
        session.column("warehouse", .flexible(minimum: 12, weight: 1)),
        session.column("onHand", .fixed(10), .right),
        session.column("reserved", .fixed(10), .right, drop: 2),
        session.column("free", .fixed(10), .right),
        session.column("incoming", .fixed(10), .right, drop: 3),
        session.column("nextDay", .fixed(11), .right, drop: 4),
        session.column("forecast", .fixed(12), .right, drop: 5),
      ]
    ) { _, sheet in
      let position = sheet.position
      return [
        Span(sheet.name), quantity(position.onHand), quantity(position.reserved),
        Span(
          format.quantity(position.free), position.free > .zero ? .value : .warning),
        quantity(position.incoming),
        sheet.nextReceipt.map { day($0.day) } ?? Span("—", .muted), quantity(position.forecast),
      ]
    }
  }

  private var holders: GoodsTable {
    table(
      "holders", view.sheet.holders,
      [
        session.column("order", .fixed(10)),
        session.column("customer", .flexible(minimum: 14, weight: 2)),
        session.column("warehouse", .flexible(minimum: 10, weight: 1), drop: 2),
        session.column("quantity", .fixed(10), .right),
        session.column("since", .fixed(11), .right, drop: 1),
      ]
    ) { _, held in
      [
        Span(held.orderNumber), Span(held.customerName),
        Span(session.warehouseName(held.warehouseID), .muted), quantity(held.quantity),
        day(held.day),
      ]
    }
  }

  private var waiting: GoodsTable {
    table(
      "waiting", view.sheet.waiting,
      [
        session.column("order", .fixed(10)),
        session.column("customer", .flexible(minimum: 14, weight: 2)),
        session.column("missing", .fixed(10), .right),
        session.column("ordered.day", .fixed(11), .right, drop: 2),
        session.column("wished", .fixed(11), .right, drop: 1),
      ]
    ) { _, line in
      [
        Span(line.orderNumber), Span(line.customerName),
        Span(format.quantity(line.missing), .warning), day(line.orderDay),
        line.deliveryDay.map { day($0) } ?? Span("—", .muted),
      ]
    }
  }

  private var incoming: GoodsTable {
    table(
      "incoming", view.sheet.incoming,
      [
        session.column("purchase", .fixed(10)),
        session.column("supplier", .flexible(minimum: 14, weight: 2)),
        session.column("warehouse", .flexible(minimum: 10, weight: 1), drop: 2),
        session.column("quantity", .fixed(10), .right),
        session.column("expected", .fixed(11), .right),
      ]
    ) { _, goods in
      [
        Span(goods.number), Span(goods.supplierName),
        Span(session.warehouseName(goods.warehouseID), .muted), quantity(goods.quantity),
        day(goods.expectedDay),
      ]
    }
  }

  private var moves: GoodsTable {
    table(
      "moves", view.moves,
      [
        session.column("day", .fixed(11)),
        session.column("from", .flexible(minimum: 10, weight: 1)),
        session.column("to", .flexible(minimum: 10, weight: 1)),
        session.column("quantity", .fixed(10), .right),
        session.column("cost", .fixed(10), .right, drop: 1),
      ]
    ) { _, move in
      [
        day(move.day), Span(place(move.fromPlace, move.fromWarehouseID)),
        Span(place(move.toPlace, move.toWarehouseID)), quantity(move.quantity),
        Span(move.unitCost.map { format.cost($0) } ?? "—", .muted),
      ]
    }
  }

  private func place(_ place: Place, _ warehouse: ID<Warehouse>?) -> String {
    warehouse.map(session.warehouseName) ?? session.text("goods.place.\(place.rawValue)")
  }

  private var rules: GoodsTable {
    table(
      "rules", view.rules,
      [
        session.column("level", .flexible(minimum: 12, weight: 1)),
        session.column("name", .flexible(minimum: 10, weight: 2), drop: 2),
        session.column("from.quantity", .fixed(10), .right),
        session.column("rule", .flexible(minimum: 14, weight: 2), .right),
        session.column("until", .fixed(11), .right, drop: 1),
      ]
    ) { _, rule in
      [
        Span(session.text("goods.level.\(rule.level.rawValue)")), Span(rule.name, .muted),
        rule.minimumQuantity == .zero ? Span("—", .muted) : quantity(rule.minimumQuantity),
        Span(format.terms(rule), .value), rule.validTo.map { day($0) } ?? Span("—", .muted),
      ]
    }
  }

  private var packagings: GoodsTable {
    table(
      "packagings", view.packagings,
      [
        session.column("unit", .fixed(8)),
        session.column("content", .flexible(minimum: 12, weight: 1)),
        session.column("barcode", .flexible(minimum: 14, weight: 1), drop: 1),
      ]
    ) { _, unit in
      [
        Span(unit.unit), Span("\(format.quantity(unit.factor)) \(view.product.baseUnit)"),
        Span(unit.barcode.isEmpty ? "—" : unit.barcode, .muted),
      ]
    }
  }

  private var sales: GoodsTable {
    table(
      "sales", view.sales,
      [
        session.column("customer", .flexible(minimum: 14, weight: 2)),
        session.column("day", .fixed(11)),
        session.column("quantity", .fixed(10), .right),
        session.column("net.price", .fixed(12), .right),
        session.column("orders", .fixed(9), .right, drop: 1),
      ]
    ) { _, sale in
      [
        Span(sale.customerName), day(sale.last.lastDay), quantity(sale.last.lastQuantity),
        Span(format.price(sale.last.lastPrice), .value), Span(format.count(sale.last.orderCount)),
      ]
    }
  }

  /// Which rule would ask this supplier for one more; the one in force is marked.
  private func chosen(_ offer: SupplierOffer) -> Span {
    let rules = SupplierRule.allCases.filter {
      view.choice.offer(by: $0)?.price.id == offer.price.id
    }
    let words = rules.map { rule in
      (rule == view.choice.rule ? "▸ " : "") + session.text("settings.word.\(rule.rawValue)")
    }
    return Span(words.joined(separator: ", "), rules.contains(view.choice.rule) ? .value : .muted)
  }

  private var offers: GoodsTable {
    table(
      "offers", view.offers,
      [
        session.column("supplier", .flexible(minimum: 14, weight: 2)),
        session.column("chosen", .flexible(minimum: 10, weight: 1), drop: 2),
        session.column("price", .fixed(12), .right),
        session.column("from.quantity", .fixed(10), .right, drop: 2),
        session.column("multiple", .fixed(10), .right, drop: 3),
        session.column("lead", .fixed(9), .right, drop: 1),
      ]
    ) { _, offer in
      [
        Span(offer.supplierName), chosen(offer),
        Span(
          offer.price.price.map { session.price($0, in: offer.price.currency) }
            ?? session.text("goods.noPrice")),
        quantity(offer.price.minimumQuantity), quantity(offer.price.multiple),
        Span(session.text("goods.days", Fact("days", .count(offer.leadTimeDays))), .muted),
      ]
    }
  }
}

extension ProductTables {
  /// The value log: what changed the value of the stock, and the cost of sales.
  private var values: GoodsTable {
    let currency = session.company.currency
    func amount(_ amount: Amount?) -> Span {
      amount.map { Span(format.amount($0, currency)) } ?? Span("—", .muted)
    }
    return table(
      "values", view.values,
      [
        session.column("day", .fixed(11)),
        session.column("document", .fixed(10), drop: 3),
        session.column("reason", .flexible(minimum: 12, weight: 1)),
        session.column("quantity", .fixed(9), .right),
        session.column("costMove", .fixed(10), .right, drop: 2),
        session.column("stockChange", .fixed(12), .right),
        session.column("salesCost", .fixed(12), .right, drop: 1),
        session.column("balance", .fixed(12), .right),
      ]
    ) { _, row in
      let entry = row.entry
      return [
        day(entry.day), Span(row.document, .muted),
        Span(session.text("goods.value.\(entry.kind.rawValue)")),
        entry.quantity == .zero ? Span("—", .muted) : quantity(entry.quantity),
        Span(entry.unitCost.map { format.cost($0) } ?? "—", .muted), amount(entry.amount),
        amount(entry.salesCost), Span(format.amount(entry.balanceValue, currency), .value),
      ]
    }
  }

  private var equivalents: GoodsTable {
    table(
      "equivalents", view.equivalents,
      [
        session.column("code", .fixed(14)),
        session.column("name", .flexible(minimum: 14, weight: 1)),
        session.column("price", .fixed(12), .right),
      ]
    ) { _, product in
      [
        Span(product.code), Span(product.name),
        Span(product.listPrice.map { format.price($0) } ?? "—", .value),
      ]
    }
  }
}

extension Session {
  /// The name of a warehouse of the company.
  func warehouseName(_ id: ID<Warehouse>) -> String {
    warehouses.first { $0.id == id }?.name ?? "?"
  }
}
