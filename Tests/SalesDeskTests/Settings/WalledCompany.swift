import Database
import PostgresTesting
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Values

/// A company whose people log in each as themselves: KARIM sells, PAULE manages. On SQLite they share
/// the file, as ever.
struct WalledCompany {
  let engine: Engine
  let company: TestCompany
  let product: Product
  let customer: Customer
  /// A salesperson's login, and a manager's.
  let (karim, paule): (String, String)

  init(on engine: Engine, hiding visibility: CostVisibility = .everyone) throws {
    self.engine = engine
    company = try TestCompany(on: engine)
    let admin = try company.desk()
    if engine == .postgresql {
      let server = try ThrowawayServer.shared.get()
      (karim, paule) = (server.freshName("karim"), server.freshName("paule"))
      for login in [karim, paule] {
        try server.run("psql", ["-q", "-d", "postgres", "-c", "CREATE ROLE \(login) LOGIN"])
      }
    } else {
      (karim, paule) = ("karim", "paule")
    }
    try admin.perform(Self.user("KARIM", karim, .salesperson))
    try admin.perform(Self.user("PAULE", paule, .manager))
    let family = try company.family("FIXATION", floorPercent: 30)
    product = try company.product("VIS", price: "10.00", cost: "6.00", family: family)
    try company.stock(product, onHand: "50")
    try company.supplier("BOSSARD", of: product, price: "6.00")
    customer = try company.customer()
    if visibility != .everyone {
      try admin.perform(
        SetSetting(CompanySettings.costVisibilityName, to: visibility.rawValue))
    }
  }

  private static func user(_ code: String, _ login: String, _ role: Role) -> AddUser {
    var act = AddUser(code: code, name: code.capitalized, roles: [role])
    act.login = login
    return act
  }

  /// The company as a login sees it.
  func store(_ login: String) throws -> Store {
    guard engine == .postgresql else { return company.store }
    let place = company.path.replacing("//comptoir@", with: "//\(login)@", maxReplacements: 1)
    return Store(database: try engine.open(place))
  }

  /// The desk of a person on a connection of their own.
  func desk(_ code: String, _ login: String) throws -> Desk {
    let usual = try company.desk(code)
    return Desk(
      store: try store(login), actor: usual.actor, clock: company.clock, ids: company.ids)
  }

  /// KARIM's desk.
  func karims() throws -> Desk { try desk("KARIM", karim) }

  /// PAULE's desk.
  func paules() throws -> Desk { try desk("PAULE", paule) }

  /// A quote of the product, at its price or at one typed.
  func draft(_ desk: Desk, _ quantity: String, at price: String? = nil) throws -> QuoteDraft {
    var typing = LineTyping(quantity: try Quantity(machine: quantity))
    if let price { typing.price = .net(try UnitPrice(machine: price)) }
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, typing)]
    return try desk.perform(CreateQuote(new)).outcome
  }
}

/// What kind of error the engine answers with; nil where it does what is asked.
func kind(_ body: () throws -> Void) -> SQLError.Kind? {
  do {
    try body()
    return nil
  } catch {
    return (error as? SQLError)?.kind
  }
}
