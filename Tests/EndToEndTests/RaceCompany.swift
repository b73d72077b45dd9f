import Foundation
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// A company that many processes work on at once: six customers, a supplier of everything, stock.
final class RaceCompany {
  let company: TestCompany
  let desk: Desk
  let workplace: Workplace
  private let customers: [Customer]
  private let supplier = "BOSSARD"

  init(_ company: TestCompany? = nil) throws {
    self.company = try company ?? TestCompany()
    desk = try self.company.desk()
    let home = FileManager.default.temporaryDirectory
      .appending(path: "comptoir-race-\(UUID().uuidString)")
    workplace = Workplace(home: home, database: self.company.path)
    try FileManager.default.createDirectory(at: workplace.home, withIntermediateDirectories: true)
    let company = self.company
    customers = try (1...6).map { try company.customer("C\($0)", name: "Client \($0)") }
  }

  deinit { try? FileManager.default.removeItem(at: workplace.home) }

  /// Runs these commands at once, each in its process. Where the machine has more work than cores a
  /// desk may wait its five seconds and hear that the file is busy (status 4): its user asks again.
  func shell(
    _ commands: [[String]]
  ) throws -> [(status: Int32, output: String, errors: String)] {
    let told = ["--database", company.path, "--user", "ADMIN", "--lang", "fr"]
    let running = try commands.map { try workplace.start(Program.path, $0 + told) }
    return try zip(commands, running.map { $0.finish() }).map { command, end in
      end.status == 4 ? try workplace.run(command + told) : end
    }
  }

  /// A product with stock that is worth its cost, and a supplier for more of it.
  func product(_ code: String, onHand: String) throws -> Product {
    let product = try company.product(code, price: "10.00", cost: "6.00")
    try company.stock(product, onHand: onHand)
    try company.supplier(supplier, of: product, price: "6.00")
    return product
  }

  /// An order of a product, through a quote as at the counter.
  func order(_ product: Product, _ quantity: String) throws -> Acceptance {
    var new = NewQuote(customer: customers[0].id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: quantity)))]
    let draft = try desk.perform(CreateQuote(new)).outcome
    let sent = try desk.perform(SendQuote(draft.quote.id)).outcome
    return try desk.perform(AcceptQuote(quote: sent.id)).outcome
  }

  /// Buys what is lacking, announced for that day.
  func buy(_ day: String) throws {
    let supplier = try company.supplier(supplier)
    let draft = try desk.perform(CreatePurchaseOrder(supplier: supplier.id)).outcome
    try desk.perform(OrderFromSupplier(order: draft.id, expectedDay: Day(iso: day)))
  }

  /// What the first warehouse holds of a product.
  func level(_ product: Product) throws -> StockLevel {
    let place = try company.warehouse()
    return try company.store.read { try #require(try $0.level(of: product.id, in: place.id)) }
  }

  /// `comptoir check` finds nothing.
  func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let problems = try company.store.read { try CompanyCheck.run($0) }
    #expect(problems.isEmpty, sourceLocation: sourceLocation)
  }

  /// Every act acknowledged has its row in the log.
  func expectLogged(_ acts: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let logged = try loggedActs()
    #expect(Set(acts).subtracting(logged).isEmpty, sourceLocation: sourceLocation)
  }

  /// The ids of all acts in the log.
  func loggedActs() throws -> Set<String> {
    let ids = try company.store.read { reader in
      try reader.connection.rows("SELECT id FROM act") {
        ID<LoggedAct>(rawValue: try $0.id(0)).description
      }
    }
    return Set(ids)
  }
}
