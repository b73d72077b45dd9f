import Values

/// What a warehouse holds of a product: the sum of its moves and of its held reservations, kept.
public struct StockLevel: Sendable, Hashable {
  /// Product.
  public var productID: ID<Product>
  /// Warehouse.
  public var warehouseID: ID<Warehouse>
  /// On hand.
  public var onHand: Quantity
  /// Reserved.
  public var reserved: Quantity

  /// The record with each of its fields; those left out take their usual value.
  public init(
    productID: ID<Product>,
    warehouseID: ID<Warehouse>,
    onHand: Quantity = .zero,
    reserved: Quantity = .zero
  ) {
    self.productID = productID
    self.warehouseID = warehouseID
    self.onHand = onHand
    self.reserved = reserved
  }
}

/// Goods that went from one place to another.
public struct StockMove: Sendable, Hashable {
  /// Identity.
  public var id: ID<StockMove>
  /// Product.
  public var productID: ID<Product>
  /// Where from.
  public var fromPlace: Place
  /// Which warehouse.
  public var fromWarehouseID: ID<Warehouse>?
  /// Where to.
  public var toPlace: Place
  /// Which warehouse; the destination of a move into transit.
  public var toWarehouseID: ID<Warehouse>?
  /// How much, positive.
  public var quantity: Quantity
  /// Cost per price unit at that moment; none = unknown.
  public var unitCost: UnitCost?
  /// When.
  public var day: Day
  /// Document behind it: delivery, receipt…
  public var causeID: UInt128?
  /// Its line.
  public var causeLine: Int?
  /// Move that a return undoes.
  public var undoesID: ID<StockMove>?
  /// What a customer pays for it without tax, of which a return gives back its part; none = nothing.
  public var netAmount: Amount?

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<StockMove>,
    productID: ID<Product>,
    fromPlace: Place,
    fromWarehouseID: ID<Warehouse>? = nil,
    toPlace: Place,
    toWarehouseID: ID<Warehouse>? = nil,
    quantity: Quantity,
    unitCost: UnitCost? = nil,
    day: Day,
    causeID: UInt128? = nil,
    causeLine: Int? = nil,
    undoesID: ID<StockMove>? = nil,
    netAmount: Amount? = nil
  ) {
    self.id = id
    self.productID = productID
    self.fromPlace = fromPlace
    self.fromWarehouseID = fromWarehouseID
    self.toPlace = toPlace
    self.toWarehouseID = toWarehouseID
    self.quantity = quantity
    self.unitCost = unitCost
    self.day = day
    self.causeID = causeID
    self.causeLine = causeLine
    self.undoesID = undoesID
    self.netAmount = netAmount
  }
}

/// Goods held for an order line.
public struct Reservation: Sendable, Hashable {
  /// Identity.
  public var id: ID<Reservation>
  /// Order.
  public var orderID: ID<SalesOrder>
  /// Line of the order.
  public var line: Int
  /// Product.
  public var productID: ID<Product>
  /// Where.
  public var warehouseID: ID<Warehouse>
  /// How much.
  public var quantity: Quantity
  /// State.
  public var state: ReservationState
  /// What made it.
  public var origin: ReservationOrigin
  /// When.
  public var day: Day
  /// Until when, for a soft one.
  public var expiresDay: Day?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Reservation>,
    orderID: ID<SalesOrder>,
    line: Int,
    productID: ID<Product>,
    warehouseID: ID<Warehouse>,
    quantity: Quantity,
    state: ReservationState = .held,
    origin: ReservationOrigin = .acceptance,
    day: Day,
    expiresDay: Day? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.orderID = orderID
    self.line = line
    self.productID = productID
    self.warehouseID = warehouseID
    self.quantity = quantity
    self.state = state
    self.origin = origin
    self.day = day
    self.expiresDay = expiresDay
    self.version = version
  }
}
