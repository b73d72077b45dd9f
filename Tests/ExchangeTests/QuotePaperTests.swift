import Foundation
import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@testable import Exchange

@Suite("The paper of a quote")
struct QuotePaperTests {
  let company: TestCompany
  let desk: Desk
  let resources: ResourceFolder

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    resources = try ResourceFolder.located()
  }

  @Test("is the page recorded, in French and in English", arguments: ["fr", "en"])
  func golden(language: String) throws {
    let draft = try fullQuote(language: language)
    let paper = try desk.paper(of: draft.quote.id)
    #expect(paper.missing.isEmpty)
    try expectGolden("quote-\(language).html", paper.file.bytes)
    #expect(paper.file.name == (language == "fr" ? "devis-D-0001-v1.html" : "quote-D-0001-v1.html"))
  }

  @Test("carries every mention of rules.md 2.11, and refers to nothing outside")
  func mentions() throws {
    let page = try html(try fullQuote(language: "fr"))
    let mentions = [
      "Devis", "D-0001", "Version", "23/11/2026", "23/12/2026", "Négoce d&#39;essai",
      "SAS au capital de 50\u{202F}000 €", "SIRET 552\u{A0}100\u{A0}554\u{A0}00013", "RCS Lyon",
      "FR27552100554", "12 quai des Forges", "69007 Lyon", "Constructions Æther",
      "3 rue des Écoles", "Chantier Gerland", "CMD-77", "20 %", "5,5 %", "Total TTC",
      "30 jours date de facture", "Banque centrale européenne", "40 €", "Bon pour accord",
      "lun. 30/11/2026", "Port HT", "VR-18", "10\u{A0}% + 5\u{A0}%", "soit 96 u", "les 100 u",
    ]
    for mention in mentions {
      #expect(page.contains(mention.replacing(" %", with: "\u{A0}%")), "\(mention)")
    }
    for outside in ["http:", "https:", "url(", "<script", "<link", "<img", "@import", "{{"] {
      #expect(!page.contains(outside), "\(outside)")
    }
  }

  @Test("escapes what people typed, and drops control characters")
  func escaping() throws {
    let evil = "<script>alert('x')</script> & \"Fils\"\u{1B}[31m\u{202E}"
    let customer = try company.customer("C9", name: evil) { $0.address = "<b>1</b>" }
    let product = try company.product("P<1>", price: "1.00") { $0.name = evil }
    var new = NewQuote(customer: customer.id)
    new.customerReference = "<i>"
    new.lines = [.product(product.id, LineTyping()), .comment("</td><script>")]
    var draft = try desk.perform(CreateQuote(new)).outcome
    var edit = QuoteHeaderEdit()
    edit.note = .set("</style><script>")
    draft = try desk.perform(EditQuoteHeader(draft.quote.id, edit)).outcome
    let page = try html(draft)
    #expect(!page.contains("<script"))
    #expect(!page.contains("<b>1"))
    #expect(!page.contains("<i>"))
    #expect(!page.unicodeScalars.contains("\u{1B}"))
    #expect(!page.unicodeScalars.contains("\u{202E}"))
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Fils&quot;"))
  }

  @Test("prints the totals the store keeps, on 200 random documents")
  func totals() throws {
    var random = SeededGenerator(seed: 42)
    let customer = try company.customer()
    let products = try (1...12).map { number in
      try company.product("P\(number)", price: "\(number).\(10 + number * 7 % 90)") {
        $0.vatCode = ["normal", "intermediate", "reduced"][number % 3]
        $0.priceUnit = [1, 100, 1000][number % 3]
      }
    }
    for round in 1...200 {
      let draft = try randomQuote(customer, products, &random)
      let stored = try desk.read { try $0.get(draft.quote.id) }
      let document = try self.document(draft)
      #expect(document.totals.total == stored.totalAmount, "round \(round)")
      #expect(document.totals.vat == stored.vatAmount, "round \(round)")
      let nets = document.lines.compactMap { line -> Amount? in
        guard case .product(let product) = line else { return nil }
        return product.net
      }
      #expect(try Amount.sum(nets) == document.totals.goods, "round \(round)")
      let format = Format(texts: try Texts(.french, in: resources))
      let page = try document.html(resources).markup
      #expect(page.contains(format.money(stored.totalAmount, .eur)), "round \(round)")
    }
  }

  @Test("AT-38 on paper: VAT once per rate, or per line where the company says so")
  func vatRounding() throws {
    let customer = try company.customer()
    let product = try company.product("P1", price: "10.01")
    var new = NewQuote(customer: customer.id)
    new.lines = Array(repeating: .product(product.id, LineTyping()), count: 3)
    let draft = try desk.perform(CreateQuote(new)).outcome
    let perRate = try html(draft)
    #expect(perRate.contains("6,01") && perRate.contains("36,04"))
    _ = try desk.perform(SetSetting("vat.rounding", to: "perLine"))
    let perLine = try html(draft)
    #expect(perLine.contains("6,00\u{A0}€") && perLine.contains("36,03\u{A0}€"))
  }

  @Test("holds 1, 30 and 300 lines", arguments: [1, 30, 300])
  func manyLines(count: Int) throws {
    let customer = try company.customer()
    let product = try company.product("P1", price: "10.00")
    var new = NewQuote(customer: customer.id)
    new.lines = Array(repeating: .product(product.id, LineTyping()), count: count)
    let page = try html(try desk.perform(CreateQuote(new)).outcome)
    #expect(page.components(separatedBy: "<td class=\"code\">").count == count + 1)
    #expect(page.contains("<td class=\"number\">\(count)</td><td class=\"code\">"))
  }

  @Test("names what is missing and prints all the same")
  func missing() throws {
    let customer = try company.customer { $0.vatPosition = .intraCommunity }
    let product = try company.product("P1", price: "10.00")
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping())]
    let draft = try desk.perform(CreateQuote(new)).outcome
    let paper = try desk.paper(of: draft.quote.id)
    #expect(
      paper.missing == [
        .sellerLegalForm, .sellerCapital, .sellerSiren, .sellerRegister, .sellerVatNumber,
        .sellerAddress, .customerAddress, .customerVatNumber, .deliveryDay, .paymentTerm,
      ])
    #expect(String(decoding: paper.file.bytes, as: UTF8.self).contains("262 ter I"))
    for language in Texts.Language.allCases {
      let texts = try Texts(language, in: resources)
      for mention in MissingMention.allCases {
        #expect(texts.optional("mention.\(mention.rawValue)") != nil, "\(mention)")
      }
    }
  }

  @Test("is kept with its hash when sent, and comes back byte for byte")
  func sending() throws {
    let draft = try fullQuote(language: "fr")
    let id = draft.quote.id
    let before = try desk.paper(of: id)
    #expect(try desk.paper(of: id) == before)
    #expect(String(decoding: before.file.bytes, as: UTF8.self).contains("class=\"draft\""))
    _ = try desk.perform(SendQuote(id, printing: QuotePaper.printing()))
    let sent = try desk.paper(of: id)
    #expect(sent.isKept)
    #expect(sent.file.hash == QuotePaper.hash(sent.file.bytes))
    #expect(!String(decoding: sent.file.bytes, as: UTF8.self).contains("class=\"draft\""))
    company.pass(days: 3)
    try company.store.write { writer in
      let customer = try writer.get(draft.quote.customerID)
      var renamed = customer
      renamed.name = "Autre nom"
      try writer.update(customer, to: renamed)
    }
    #expect(try desk.paper(of: id) == sent)
    #expect(
      QuotePaper.hash(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}

extension QuotePaperTests {
  private func document(_ draft: QuoteDraft) throws -> QuoteDocument {
    try desk.read { try QuoteDocument(draft.quote.id, from: $0, today: company.today) }
  }

  private func html(_ draft: QuoteDraft) throws -> String {
    try document(draft).html(resources).markup
  }

  private func expectGolden(_ name: String, _ bytes: [UInt8]) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["COMPTOIR_RECORD"] != nil {
      try Data(bytes).write(to: file)
      return
    }
    let expected = try Data(contentsOf: file)
    #expect(
      Data(bytes) == expected,
      "\(name) differs. Look at the page; if it is right, record it with COMPTOIR_RECORD=1")
  }

  private func randomQuote(
    _ customer: Customer, _ products: [Product], _ random: inout SeededGenerator
  ) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
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
  private func fullQuote(language: String) throws -> QuoteDraft {
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

  private func fullHead(_ customer: Customer) throws -> QuoteHeaderEdit {
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

  private func foundSeller() throws {
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
}
