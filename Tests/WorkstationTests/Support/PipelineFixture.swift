import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Values

/// A pipeline as a morning finds it: cards in every stage, late ones, one under its floor, one
/// without customer, one without amount, a name in wide characters.
struct PipelineFixture {
  let company: TestCompany
  let desk: Desk
  private(set) var named: [String: Opportunity] = [:]

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    try company.stock(bolt, onHand: "5150", reserved: "250")
    try openPipeline()
  }

  /// A product of a family with a floor of 20 %.
  private var bolt: Product {
    get throws {
      try company.store.read { try $0.first(Product.self, "WHERE code = 'BHR-1650'") }
        ?? company.product(
          "BHR-1650", price: "1.85", cost: "1.61",
          family: company.family("BOULONNERIE", floorPercent: 20)
        ) { $0.name = "Boulon HR 16x50 8.8" }
    }
  }

  private mutating func openPipeline() throws {
    try add("PROSPECT", "Menuiserie Bréval", "Quincaillerie", "4200.00")
    try add("PROSPECT", "SARL Toits du Rhône", "Visserie inox", "2850.00", due: 3)
    try add("PROSPECT", "Mairie de Givors", "EPI chantier", "9600.00", due: 0)
    try add("PROSPECT", "東京建設 Tōkyō Kensetsu", "Outillage électroportatif de chantier", nil)
    for number in 1...9 {
      try add("PROSPECT", "Atelier \(number)", "Fournitures \(number)", "\(number)00.00", due: 9)
    }
    try add("QUALIFIE", "BTP Garon", "Chevilles et scellement", "12300.00", due: 2)
    try add("QUALIFIE", "Charpentes Noël", "Connecteurs bois", "18700.00", due: 1)
    try add("QUALIFIE", "Hôtel des Célestins", "Serrurerie", "7900.00", due: -4)
    try add("QUALIFIE", nil, "Demande du salon", nil)
    let bolts = try add("DEVIS", "Constructions Æther", "Boulonnerie HR", nil, due: 1)
    try quote(bolts, "6000")
    try add("DEVIS", "Garage Œuvrard", "Consommables", "3260.00", due: 5)
    try add("NEGO", "Sté Lyonnaise Élec", "Goulottes", "14250.00", due: 1)
    try add("NEGO", "Grpt Maçons Isère", "Ferraillage", "48900.00", due: 0)
  }

  @discardableResult
  private mutating func add(
    _ stage: String, _ customer: String?, _ title: String, _ amount: String?, due: Int? = nil
  ) throws -> Opportunity {
    var new = NewOpportunity(title: title)
    if let customer {
      let count = try company.store.read { try $0.count(Customer.self) }
      new.customerID = try company.customer("C\(100 + count)", name: customer).id
    }
    new.stageID = try company.stage(stage).id
    new.amount = try amount.map { try Money(machine: $0, .eur).amount }
    new.expectedCloseDay = company.today + 30
    let opportunity = try desk.perform(CreateOpportunity(new)).outcome
    if let due {
      let subject = ActSubject(kind: .opportunity, id: opportunity.id.rawValue)
      _ = try desk.perform(AddTask(NewTask("Relancer", on: subject, due: company.today + due)))
    }
    named[title] = opportunity
    return opportunity
  }

  private func quote(_ opportunity: Opportunity, _ quantity: String) throws {
    var new = NewQuote(opportunity: opportunity.id)
    let product = try bolt
    let washer = try company.product(
      "RON-HR16", price: "0.22", cost: "0.15", family: company.family("RONDELLES", floorPercent: 20)
    ) { $0.name = "Rondelle HR 16" }
    try company.stock(washer, onHand: "18000")
    let drill = try company.product("FOR-SDS18", price: "11.50") { $0.name = "Foret SDS+ 18x200" }
    new.lines = [
      .product(product.id, LineTyping(quantity: try Quantity(machine: quantity))),
      .product(washer.id, LineTyping(quantity: try Quantity(machine: "2400"))),
      .comment("Livraison en deux fois, palette filmée"),
      .product(
        drill.id,
        LineTyping(quantity: try Quantity(machine: "20"), discounts: [Ratio(percent: 10)])),
    ]
    _ = try desk.perform(CreateQuote(new))
  }
}
