import Sales
import SalesStore
import Values

/// Who says yes on the customer's side, and how: what is not said is the contact of the quote, by phone,
/// today, so that nobody in a hurry has to say anything.
public struct AcceptanceNote: Sendable, Hashable {
  /// Name, of a contact of the customer or as it is typed; nil = the contact of the document.
  public var acceptedBy: String?
  /// How; nil = by phone.
  public var channel: AcceptanceChannel?
  /// The customer's own order number; nil = none.
  public var customerOrder: String?
  /// When; nil = today.
  public var day: Day?
  /// The file that proves it; nil = none.
  public var file: SentFile?

  /// Nothing said.
  public init() {}

  /// What an acceptance says now.
  public init(_ kept: OrderAcceptance) {
    (acceptedBy, channel) = (kept.acceptedBy, kept.channel)
    (customerOrder, day) = (kept.customerOrder, kept.acceptedDay)
  }

  /// Writes what is said over what is known.
  func write(to kept: inout OrderAcceptance, of order: SalesOrder, _ scope: ActScope) throws {
    if let acceptedBy {
      let contacts = try scope.store.contacts(of: order.customerID)
      let named = contacts.first { $0.name.lowercased() == acceptedBy.lowercased() }
      kept.contactID = named?.id
      kept.acceptedBy = named?.name ?? acceptedBy
    }
    if let channel { kept.channel = channel }
    if let customerOrder { kept.customerOrder = customerOrder }
    if let day { kept.acceptedDay = day }
    guard kept.acceptedDay <= scope.today else {
      throw Refusal(.acceptedLater, Fact("day", .day(kept.acceptedDay)))
    }
    guard let file else { return }
    if try scope.store.find(DocumentFile.self, .text(file.hash)) == nil {
      try scope.store.insert(
        DocumentFile(hash: file.hash, mediaType: file.mediaType, bytes: file.bytes))
    }
    kept.fileHash = file.hash
    kept.fileName = file.name
  }
}

extension ActScope {
  /// Writes who accepted a new order.
  func keep(_ note: AcceptanceNote, of order: SalesOrder) throws -> OrderAcceptance {
    let contact = try order.contactID.flatMap { try store.find($0) }
    var kept = OrderAcceptance(
      orderID: order.id, contactID: contact?.id, acceptedBy: contact?.name ?? "",
      acceptedDay: today)
    try note.write(to: &kept, of: order, self)
    try store.insert(kept)
    return kept
  }
}

/// Notes or corrects who accepted an order on the customer's side, how, and under which number of theirs
/// (features.md F058).
public struct NoteAcceptance: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("order.acceptance", roles: .everyone)

  /// The order.
  public let orderID: ID<SalesOrder>
  /// What is said; nil fields stay.
  public let note: AcceptanceNote

  /// The noting of an acceptance.
  public init(of order: ID<SalesOrder>, _ note: AcceptanceNote) {
    orderID = order
    self.note = note
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> OrderAcceptance {
    let order = try scope.store.get(orderID)
    scope.concerns(.order, order.id.rawValue)
    scope.concerns(.customer, order.customerID.rawValue)
    scope.note("order", .text(order.number))
    guard let kept = try scope.store.acceptance(of: order.id) else {
      var fresh = OrderAcceptance(orderID: order.id, acceptedDay: order.orderDay)
      try note.write(to: &fresh, of: order, scope)
      try scope.store.insert(fresh)
      return fresh
    }
    var changed = kept
    try note.write(to: &changed, of: order, scope)
    return try scope.store.update(kept, to: changed)
  }
}
