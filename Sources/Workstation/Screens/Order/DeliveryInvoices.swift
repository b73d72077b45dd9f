import Sales
import SalesDesk
import SalesStore
import Values

/// What the screen of an order reads at once.
struct OrderRead: Sendable {
  let detail: OrderDetail
  let invoices: [String: [OpenItem]]
  /// When an invoice of today falls due.
  let due: Day

  init(_ detail: OrderDetail, _ reader: StoreReader, today: Day) throws {
    self.detail = detail
    invoices = try DeliveryInvoices.read(detail, reader)
    due = try reader.dueDay(of: detail.order, from: today)
  }
}

/// The invoices of an order's deliveries. Until invoices are documents of their own, the log says which
/// delivery was invoiced under which number, and the open item of that number when it is due.
enum DeliveryInvoices {
  /// The open items by number of the delivery; an invoicing that was undone has left none.
  static func read(
    _ detail: OrderDetail, _ reader: StoreReader
  ) throws -> [String: [OpenItem]] {
    guard detail.deliveries.contains(where: { $0.delivery.invoicedAmount > .zero }) else {
      return [:]
    }
    var invoices: [String: [OpenItem]] = [:]
    for act in try reader.journal(of: detail.order.id.rawValue, limit: 500).reversed()
    where act.head.kind == InvoiceDelivery.entry.id {
      let facts = FactsJSON.decode(act.head.summary)
      guard let delivery = text("number", facts), let number = text("invoice", facts) else {
        continue
      }
      let items = try reader.all(
        OpenItem.self,
        """
        WHERE customer_id = \(detail.customer.id) AND number = \(number) AND kind = 'invoice'
        ORDER BY due_day
        """)
      let known = invoices[delivery] ?? []
      invoices[delivery] = known + items.filter { !known.contains($0) }
    }
    return invoices
  }

  private static func text(_ name: String, _ facts: [Fact]) -> String? {
    guard case .text(let text)? = facts.first(where: { $0.name == name })?.value else {
      return nil
    }
    return text
  }
}
