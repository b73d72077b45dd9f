import Sales
import SalesStore
import Values

extension CompanyExport {
  /// The product sets, what each is made of in one cell.
  func writeSets() throws {
    for one in try reader.productSets() {
      try row(
        .productSet, one.set.code,
        [
          "code": one.set.code, "name": one.set.name, "lines": SetLinesText.typed(one.typed),
          "closed": flag(one.set.closed), "hidesParts": flag(one.set.hidesParts),
          "active": one.set.active ? nil : "false",
          "from": one.set.validFrom?.isoText, "until": one.set.validTo?.isoText,
        ])
    }
  }

  /// The sets of an order, each keyed by the line that begins it: the lines it gave name that key.
  func writeSets(of order: SalesOrder) throws {
    let lines = try reader.all(
      OrderLine.self, "WHERE order_id = \(order.id) AND set_code <> '' ORDER BY line")
    for line in lines where line.isSet {
      try row(
        .orderSet, "\(order.number)/\(line.line)",
        [
          "order": order.number, "set": line.setCode, "name": line.description,
          "quantity": line.typedQuantity.description, "closed": flag(line.setClosed),
          "hidesParts": flag(line.setHidesParts),
        ])
    }
  }

  /// Who accepted an order; the file that proves it stays in the company.
  func acceptance(of order: SalesOrder) throws -> [String: String?] {
    guard let kept = try reader.acceptance(of: order.id) else { return [:] }
    return [
      "customerOrder": text(kept.customerOrder), "acceptedBy": text(kept.acceptedBy),
      "acceptedChannel": kept.channel.rawValue, "accepted": kept.acceptedDay.isoText,
    ]
  }
}
