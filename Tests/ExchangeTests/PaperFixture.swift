import Exchange
import Foundation
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Quotes to be printed.
struct PaperFixture {
  let company: TestCompany
  let desk: Desk

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
  }

  func randomQuote(
    _ customer: Customer, _ products: [Product], in currency: Currency? = nil,
    _ random: inout SeededGenerator
  ) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
    new.currency = currency
    for _ in 0...Int.random(in: 0..<8, using: &random) {
      var typing = LineTyping(
        quantity: Quantity(thousandths: Int64.random(in: 1...250_000, using: &random)))
      if Bool.random(using: &random) {
        typing.discounts = [Ratio(basisPoints: Int64.random(in: 1...4_000, using: &random))]
      }
      new.lines.append(.product(products[Int.random(in: 0..<12, using: &random)].id, typing))
    }
    let draft = try desk.perform(CreateQuote(new)).outcome
    var edit = QuoteHeaderEdit()
    edit.discount = .set(Ratio(basisPoints: Int64.random(in: 0...1_500, using: &random)))
    edit.carriage = .set(Amount(minor: Int64.random(in: 0...9_000, using: &random)))
    return try desk.perform(EditQuoteHeader(draft.quote.id, edit)).outcome
  }

  /// A quote with everything a paper can say.
  func fullQuote(language: String) throws -> QuoteDraft {
    let customer = try company.customer { customer in
      customer.address = "3 rue des Écoles"
      customer.postalCode = "69003"
      customer.town = "Lyon"
      customer.siren = "732829320"
      customer.language = language
    }
    try foundSeller()
    let drill = try company.product("FOR-SDS18", price: "11.50", cost: "7.60") {
      $0.name = "Foret béton SDS-plus Ø 18 × 200 mm"
    }
    let screw = try company.product("VIS-4X40", price: "4.85", cost: "3.10") {
      $0.name = "Vis à bois tête fraisée 4 × 40, zinguée"
      $0.priceUnit = 100
      $0.vatCode = "reduced"
    }
    let cement = try company.product("CIM-35", price: "8.40", cost: "6.10") {
      $0.name = "Ciment gris 35 kg"
    }
    try company.packaging("pal", of: cement, content: "48")
    try company.store.write { writer in
      try writer.insertInBulk(
        ProductAlias(
          id: company.ids.mint(), productID: drill.id, kind: .customerCode,
          customerID: customer.id, value: "VR-18"))
    }
    var new = NewQuote(customer: customer.id)
    new.customerReference = "CMD-77"
    new.lines = [
      .product(
        drill.id,
        LineTyping(
          quantity: Quantity(thousandths: 20_000),
          discounts: [Ratio(percent: 10), Ratio(percent: 5)])),
      .product(screw.id, LineTyping(quantity: Quantity(thousandths: 2_500_000))),
      .comment("Livraison sur palette consignée, reprise à 12,00 €"),
      .product(cement.id, LineTyping(quantity: Quantity(thousandths: 2_000), unit: "pal")),
    ]
    let draft = try desk.perform(CreateQuote(new)).outcome
    return try desk.perform(EditQuoteHeader(draft.quote.id, try fullHead(customer))).outcome
  }

  func fullHead(_ customer: Customer) throws -> QuoteHeaderEdit {
    let site = Site(
      id: company.ids.mint(), customerID: customer.id, code: "GERLAND", name: "Chantier Gerland",
      address: "20 avenue Tony Garnier", postalCode: "69007", town: "Lyon")
    let contact = Contact(id: company.ids.mint(), customerID: customer.id, name: "Mme Œuvrard")
    try company.store.write { writer in
      try writer.insertInBulk(site)
      try writer.insertInBulk(contact)
    }
    var edit = QuoteHeaderEdit()
    edit.siteID = .set(site.id)
    edit.contactID = .set(contact.id)
    edit.deliveryDay = .set(company.today + 7)
    edit.discount = .set(Ratio(percent: 2))
    edit.carriage = .set(Amount(minor: 2_500))
    edit.note = .set("Déchargement par vos soins.\nAccès camion 19 t.")
    edit.paymentTermID = .set(
      try desk.read { try $0.first(PaymentTerm.self, "WHERE code = \("30J")") }?.id)
    return edit
  }

  func foundSeller() throws {
    try company.store.write { writer in
      let seller = try writer.company()
      var full = seller
      full.legalForm = "SAS"
      full.capital = "50\u{202F}000 €"
      full.siren = "552100554"
      full.siret = "55210055400013"
      full.rcs = "Lyon 552 100 554"
      full.vatNumber = "FR27552100554"
      full.address = "12 quai des Forges"
      full.postalCode = "69007"
      full.town = "Lyon"
      full.phone = "04 00 00 00 00"
      full.email = "ventes@example.com"
      try writer.update(seller, to: full)
    }
  }

  /// Sends a quote, its paper drawn on the way.
  func send(_ id: ID<Quote>) throws {
    let today = company.today
    _ = try desk.perform(desk.read { try SendQuote(printed: id, from: $0, today: today) })
  }

  /// Twelve products at several rates and price units.
  func assortment() throws -> [Product] {
    try (1...12).map { number in
      try company.product("P\(number)", price: "\(number).\(10 + number * 7 % 90)") {
        $0.vatCode = ["normal", "intermediate", "reduced"][number % 3]
        $0.priceUnit = [1, 100, 1000][number % 3]
      }
    }
  }

  /// A document of so many lines, `ART-1`, `ART-2`…, among them long names and a comment.
  func longDocument(_ count: Int) throws -> SalesDocument {
    let full = try fullQuote(language: "fr")
    var document = try desk.read {
      try SalesDocument(full.quote.id, from: $0, today: company.today)
    }
    guard case .product(let model) = document.lines[0] else { return document }
    let names = [
      "Câble U-1000 R2V 3G2,5 mm² — couronne de 100 m", "Foret béton SDS-plus Ø 18 × 200 mm",
      "Scellement chimique 380 ml vinylester, buse mélangeuse comprise, pour béton fissuré et non "
        + "fissuré, homologation ETE option 1 (prix au carton : 4,10 €)",
      "Écrou HR 16 cl. 10",
    ]
    document.lines = (1...count).map { number in
      var product = model
      product.place = number
      product.code = "ART-\(number)"
      product.customerCode = number % 7 == 3 ? "88-\(number)" : ""
      product.description =
        number == 1 ? names.prefix(2).joined(separator: " ; ") : names[number % 4]
      product.net = Amount(minor: Int64(number * 3_713 % 1_000_000))
      product.discounts = number % 3 == 0 ? [Ratio(percent: 10)] : []
      return .product(product)
    }
    document.totals = try DocumentTotals(
      lines: document.lines.compactMap { line in
        guard case .product(let product) = line else { return nil }
        return TaxedAmount(net: product.net, vatRate: product.vatRate)
      })
    return document
  }
}
