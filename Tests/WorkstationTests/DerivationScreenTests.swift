import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// Every number that quote entry draws is a figure with a derivation: one that is drawn and cannot be
/// explained fails here.
@Suite("Every figure on the quote screen is explained")
struct DerivationScreenTests {
  /// A shop without a digit in any name, so that each number on its frames is a figure.
  private struct Shop {
    let company: TestCompany
    let customer: Customer
    var products: [Product] = []

    init(hidesCosts: Bool) throws {
      company = try TestCompany()
      try company.salesperson("DURAND", roles: [.salesperson])
      try company.salesperson("CHEF", roles: [.manager])
      let list = PriceList(id: company.ids.mint(), code: "PRO", name: "Tarif pro", currency: .eur)
      try company.store.write { try $0.insertInBulk(list) }
      customer = try company.customer("CLIENT") {
        $0.priceListID = list.id
        $0.creditLimit = Amount(minor: 3_123_400)
        $0.discount = Ratio(basisPoints: 350)
      }
      let floored = try company.family("AVEC", floorPercent: 22)
      let free = try company.family("SANS")
      let far = try company.warehouse("GRE")
      let rows: [(String, String, String?, Family, Int, String)] = [
        ("BOU", "1.85", "1.61", floored, 1, "4013"), ("RON", "22.40", "15.10", floored, 100, "900"),
        ("ECR", "0.48", "0.37", free, 1, "807"), ("SCE", "14.20", nil, floored, 1, "151"),
        ("TIG", "6.90", "5.52", free, 1, "0"), ("FOR", "11.50", "7.60", floored, 1, "64"),
      ]
      for (code, price, cost, family, unit, stock) in rows {
        let product = try company.product(code, price: price, cost: cost, family: family) {
          $0.name = "Article " + code
          $0.priceUnit = unit
          if code == "FOR" { $0.ecoUnit = UnitPrice(tenThousandths: 3_500) }
          if code == "TIG" { $0.vatCode = "reduced" }
        }
        try company.stock(product, onHand: stock, reserved: code == "FOR" ? "12" : "0")
        if code == "FOR" {
          try company.stock(product, onHand: "41", in: far)
          try company.packaging("bte", of: product, content: "10")
          try company.priceRule(.list, net: "10.90", from: "50") {
            $0.productID = product.id
            $0.name = "Palier"
          }
        }
        products.append(product)
      }
      let admin = try company.desk()
      try admin.perform(
        SetRate(.usd, to: try ExchangeRate(machine: "1.1172"), from: company.today - 2))
      try admin.perform(SetSetting("carriage.freeFrom", to: "900"))
      try admin.perform(SetSetting("carriage.amount", to: "37.50"))
      try agree(admin)
      if hidesCosts {
        try admin.perform(SetSetting(CompanySettings.costVisibilityName, to: "notSalespeople"))
      }
    }

    /// A year-end rebate in tiers, and a supplier's derogation that covers a part of most lines.
    private func agree(_ admin: Desk) throws {
      try admin.perform(
        CreateRebate(
          RebateTerms(
            RebateAgreement(
              id: ID(rawValue: 0), code: "RFA", customerID: customer.id, currency: .eur,
              validFrom: company.today - 90, validTo: company.today + 90, mode: .slice),
            tiers: try #require(RebateTiersText.read("0=0.5 1000=1.25 150000=2", .eur)))))
      let supplier = try company.supplier("FOURN", of: products[0], price: "1.61")
      try admin.perform(
        CreateDerogation(
          SupplierDerogation(
            id: ID(rawValue: 0), reference: "L", supplierID: supplier.id,
            productID: products[0].id, customerID: customer.id,
            unitCost: try UnitCost(machine: "1.3733"), quantity: try Quantity(machine: "37"),
            validFrom: company.today, validTo: company.today + 30)))
    }

    /// A quote of random lines, with a section, and a discount on the whole.
    func quote(_ random: inout SeededGenerator, _ desk: Desk) throws {
      var new = NewQuote(customer: customer.id)
      if random.int(in: 0...2) == 0 { new.currency = .usd }
      for number in 0...random.int(in: 1...6) {
        if number == 2 { new.lines.append(.section("Lot")) }
        guard let product = random.pick(products) else { continue }
        var typing = LineTyping(quantity: Quantity(thousandths: random.int(in: 1...90) * 1_000))
        if product.code == "FOR", random.int(in: 0...1) == 0 { typing.unit = "bte" }
        switch random.int(in: 0...3) {
        case 0: typing.discounts = [Ratio(basisPoints: random.int(in: 1...30) * 50)]
        case 1: typing.price = .net(UnitPrice(tenThousandths: random.int(in: 40...2_000) * 100))
        default: break
        }
        if random.int(in: 0...5) == 0, number > 0 { typing.choice = .option }
        new.lines.append(.product(product.id, typing))
      }
      let draft = try desk.perform(CreateQuote(new)).outcome
      var edit = QuoteHeaderEdit()
      if random.int(in: 0...1) == 0 {
        edit.discount = .set(Ratio(basisPoints: random.int(in: 1...12) * 75))
      }
      if random.int(in: 0...2) == 0 { edit.deliveryDay = .set(company.today + 9) }
      _ = try desk.perform(EditQuoteHeader(draft.quote.id, edit))
    }
  }

  /// The figures behind a frame of quote entry.
  private func accounted(_ station: TestWorkstation) throws -> Accounted {
    let entry = try #require(station.model.current.state as? QuoteEntry)
    let sheet = try #require(entry.sheet)
    let seen = try #require(entry.shownLine.map { sheet.previewing($0) } ?? sheet)
    let derivations = QuoteDerivations(seen.draft, seen.figures, DerivationGround(seen))
    return Accounted(derivations.all.compactMap { derivations[$0] })
  }

  /// The frame without what is no figure: tabs, title, status and keys, the numbers of lines, the words on
  /// how lines are typed.
  private func figures(_ station: TestWorkstation) -> String {
    let texts = station.model.session.format.texts
    var frame = station.frame().split(separator: "\n", omittingEmptySubsequences: false).dropFirst(
      2
    )
    .dropLast(2).joined(separator: "\n")
    for key in [
      "grammar.line", "grammar.lineHidden", "grammar.field", "grammar.short",
      "grammar.shortHidden", "echo.grammar", "placeholder",
    ] { frame = frame.replacing(texts["entry." + key], with: "") }
    // `▌  3 FOR`: the place of a line, in the table, in titles, before the line being typed.
    frame = frame.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.replacing(#/^[┃│▌ ]{1,6}\d+( |$)/#, with: "") }.joined(separator: "\n")
    frame = frame.replacing(#/(Lignes \(|— |[Ll]igne )\d+/#) { $0.output.1 }
    // How the line being typed is understood, and what it may be.
    return frame.split(separator: "\n").filter { !$0.contains("└ ") }.joined(separator: "\n")
  }

  @Test(
    "walked line by line, for who sees costs and who does not",
    arguments: [(120, 40, "CHEF"), (80, 24, "CHEF"), (120, 40, "DURAND"), (80, 24, "DURAND")])
  func walked(_ width: Int, _ height: Int, _ user: String) throws {
    let shop = try Shop(hidesCosts: user == "DURAND")
    let desk = try shop.company.desk(user)
    var random = SeededGenerator(seed: UInt64(width))
    var seen = 0
    for round in 1...12 {
      try shop.quote(&random, desk)
      var station = try TestWorkstation(
        shop.company, user: user, size: Size(width, height), first: .quotes)
      station.press(.enter)
      for _ in 0..<8 {
        let frame = figures(station)
        seen += ShownFigures(frame).numbers.count
        let missing = try accounted(station).missing(from: frame)
        #expect(missing.isEmpty, "round \(round): \(missing) in\n\(station.frame())")
        station.press(.up)
      }
      station.press(.escape)
      station.type("7*for -10%")
      let missing = try accounted(station).missing(from: figures(station))
      // What is typed, and what is proposed beside it, is no figure of the quote.
      let typed = Set(ShownFigures(proposals(station)).numbers.map(\.text))
      #expect(missing.allSatisfy { typed.contains($0) }, "\(missing) in\n\(station.frame())")
    }
    #expect(seen > 1_000, "\(seen) numbers looked at")
  }

  /// The rows of the proposals, and of the line being typed.
  private func proposals(_ station: TestWorkstation) -> String {
    station.frame().split(separator: "\n").filter {
      $0.contains("7*for") || $0.contains("rticle")
    }.joined(separator: "\n")
  }

  @Test("a number that nothing explains is found")
  func unexplained() throws {
    let shop = try Shop(hidesCosts: false)
    var random = SeededGenerator(seed: 7)
    try shop.quote(&random, try shop.company.desk("CHEF"))
    var station = try TestWorkstation(
      shop.company, user: "CHEF", size: Size(120, 40), first: .quotes)
    station.press(.enter)
    let accounted = try accounted(station)
    #expect(
      accounted.missing(from: figures(station) + " 98\u{202F}765,43 € le 31/01")
        == ["98\u{202F}765,43", "31/01"])
  }
}
