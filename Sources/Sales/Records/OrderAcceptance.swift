import Values

/// Who accepted an order on the customer's side, and how (features.md F058).
public struct OrderAcceptance: Sendable, Hashable {
  /// Order.
  public var orderID: ID<SalesOrder>
  /// The contact; nil = a name was typed, or nobody was named.
  public var contactID: ID<Contact>?
  /// Name, as it was then.
  public var acceptedBy: String
  /// How.
  public var channel: AcceptanceChannel
  /// The customer's own order number.
  public var customerOrder: String
  /// When.
  public var acceptedDay: Day
  /// SHA-256 of the file that proves it; nil = none.
  public var fileHash: String?
  /// Name of that file.
  public var fileName: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    orderID: ID<SalesOrder>,
    contactID: ID<Contact>? = nil,
    acceptedBy: String = "",
    channel: AcceptanceChannel = .phone,
    customerOrder: String = "",
    acceptedDay: Day,
    fileHash: String? = nil,
    fileName: String = "",
    version: Int = 1
  ) {
    self.orderID = orderID
    self.contactID = contactID
    self.acceptedBy = acceptedBy
    self.channel = channel
    self.customerOrder = customerOrder
    self.acceptedDay = acceptedDay
    self.fileHash = fileHash
    self.fileName = fileName
    self.version = version
  }
}

/// Values of `AcceptanceChannel`: how a customer said yes.
public enum AcceptanceChannel: String, Sendable, Hashable, CaseIterable {
  case signature, email, phone, purchaseOrder
}
