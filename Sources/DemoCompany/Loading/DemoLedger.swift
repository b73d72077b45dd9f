import Sales
import SalesDesk
import Values

/// What the loading remembers while it goes through the plan: identities by place, and the stock as
/// it is promised. It grows with products and customers, never with orders and their lines.
final class DemoLedger {
  let plan: DemoPlan
  let ids: IDMint
  var warehouses: [ID<Warehouse>] = []
  var people: [String: ID<Salesperson>] = [:]
  var manager: ID<Salesperson>?
  var families: [String: ID<Family>] = [:]
  /// The floor that holds for a family: its own or its nearest parent's.
  var floors: [String: Ratio] = [:]
  var suppliers: [String: (id: ID<Supplier>, supplier: DemoSupplier)] = [:]
  var terms: [String: ID<PaymentTerm>] = [:]
  var stages: [Stage] = []
  var products: [ProductPlace] = []
  var customers: [CustomerPlace] = []
  var stock: DemoStockBook
  /// What purchase orders under way have brought in, with its cost per price unit.
  var receipts: [Int: [(quantity: Quantity, cost: UnitCost)]] = [:]
  var shortages: [DemoShortage] = []
  var agreements: [DemoAgreement] = []
  /// Documents numbered so far, by series.
  private var numbers: [String: Int] = [:]
  private let warehousePlaces: [String: Int]

  /// What lines need of a product.
  struct ProductPlace {
    let id: ID<Product>
    let name: String
    let unit: String
    let priceUnit: Int
    let floor: Ratio?
    let supplier: String
    /// Per price unit, as costs are kept.
    let cost: UnitCost?
  }

  /// What documents need of a customer.
  struct CustomerPlace {
    let id: ID<Customer>
    let code: String
    let name: String
    let term: ID<PaymentTerm>?
  }

  init(_ plan: DemoPlan, ids: IDMint) {
    self.plan = plan
    self.ids = ids
    warehousePlaces = Dictionary(
      plan.content.warehouses.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { $1 })
    stock = DemoStockBook(products: plan.size.products, warehouses: plan.content.warehouses.count)
    products.reserveCapacity(plan.size.products)
    customers.reserveCapacity(plan.size.customers)
  }

  /// The place of a warehouse; the first for a code that is not known.
  func place(of warehouse: String) -> Int { warehousePlaces[warehouse] ?? 0 }

  func stage(_ stage: DemoStage) -> Stage { stages[stage.rawValue] }

  /// The next number of a series, as `StoreWriter.drawNumber` would make it.
  func draw(_ series: String, _ prefix: String) -> String {
    let number = (numbers[series] ?? 0) + 1
    numbers[series] = number
    return prefix + DemoPlan.padded(number, 4)
  }

  /// How many numbers were drawn of each series.
  var drawn: [String: Int] { numbers }

  /// A sentence of the content.
  func words(_ kind: String) -> String { plan.content.words[kind]?.first ?? "" }
}

/// What the warehouses hold and what of it is promised, by product and warehouse, in thousandths.
struct DemoStockBook {
  private let warehouses: Int
  private(set) var onHand: [Int64]
  private(set) var reserved: [Int64]
  /// Left since the opening by deliveries that moved stock, less what came in by receipts.
  private(set) var gone: [Int64]

  init(products: Int, warehouses: Int) {
    self.warehouses = warehouses
    onHand = Array(repeating: 0, count: products * warehouses)
    reserved = onHand
    gone = onHand
  }

  private func place(_ product: Int, _ warehouse: Int) -> Int { product * warehouses + warehouse }

  /// What lies there today.
  mutating func open(_ product: Int, _ warehouse: Int, _ quantity: Quantity) {
    onHand[place(product, warehouse)] += quantity.thousandths
  }

  /// Goods that came in after the opening: they lie there beside what the plan says.
  mutating func receive(_ product: Int, _ warehouse: Int, _ quantity: Quantity) {
    onHand[place(product, warehouse)] += quantity.thousandths
    gone[place(product, warehouse)] -= quantity.thousandths
  }

  /// Goods that left after the opening: they lay there then, and no longer do.
  mutating func deliver(_ product: Int, _ warehouse: Int, _ quantity: Quantity) {
    gone[place(product, warehouse)] += quantity.thousandths
  }

  /// Sets aside what is free, at most that much; returns how much it was.
  mutating func hold(_ product: Int, _ warehouse: Int, _ wanted: Quantity) -> Quantity {
    let place = place(product, warehouse)
    let held = min(wanted.thousandths, onHand[place] - reserved[place])
    guard held > 0 else { return .zero }
    reserved[place] += held
    return Quantity(thousandths: held)
  }

  func level(_ product: Int, _ warehouse: Int) -> (onHand: Quantity, reserved: Quantity) {
    let place = place(product, warehouse)
    return (Quantity(thousandths: onHand[place]), Quantity(thousandths: reserved[place]))
  }

  /// What the opening move brought in.
  func opening(_ product: Int, _ warehouse: Int) -> Quantity {
    let place = place(product, warehouse)
    return Quantity(thousandths: onHand[place] + gone[place])
  }

  func onHand(of product: Int) -> Quantity {
    Quantity(thousandths: (0..<warehouses).reduce(0) { $0 + onHand[place(product, $1)] })
  }
}

/// What an open order line still lacks.
struct DemoShortage {
  let product: Int
  let warehouse: Int
  let order: ID<SalesOrder>
  let line: Int
  let quantity: Quantity
  let ordered: Day
  let requested: Day
}

/// An accepted quote that waits to become an order, when the orders of its day are written.
struct DemoAgreement {
  let day: Day
  let opportunity: Int
  let opportunityID: ID<Opportunity>
  let quoteID: ID<Quote>
}
