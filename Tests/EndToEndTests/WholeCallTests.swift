import Sales
import SalesStore
import TerminalTesting
import Testing
import Values

/// The main job, from the board to the indicators, on the real program and nothing but its keys.
@Suite("A whole sale on the phone", .serialized)
struct WholeCallTests {
  /// A line as it is typed: beside the words that search, every key counts.
  struct Line {
    let before: String
    let search: String
    let after: String

    var text: String { before + search + after + PtyKeys.enter }
    var keys: Int { before.count + after.count + 1 }
  }

  /// 1 717,80 € before VAT; of the nuts, 400 are missing.
  static let lines = [
    Line(before: "200*", search: "bhr 1650", after: ""),
    Line(before: "400*", search: "ron hr16", after: ""),
    Line(before: "1200*", search: "ecr", after: ""),
    Line(before: "20*", search: "sce 380", after: " -5"),
    Line(before: "30*", search: "tig", after: ""),
    Line(before: "20*", search: "foret 18", after: " -10"),
  ]
  /// The total after each line.
  static let totals = ["370,00", "458,00", "1 034,00", "1 303,80", "1 510,80", "1 717,80"]

  private let company: FoundedCompany

  init() throws { company = try FoundedCompany() }

  @Test(
    "goes from the board to the indicators, at most 9 keys a line beside the search words",
    arguments: [(120, 40), (80, 24)])
  func call(_ width: Int, _ height: Int) throws {
    let session = try company.workplace.open(width, height)
    try session.see("COMPTOIR")
    try openOpportunity(session)
    try typeQuote(session, typesAhead: height == 24)
    try sendAndAccept(session)
    try expectReserved()
    try buyAndReceive(session)
    try deliver(session)
    try session.type("8", see: "CA commandé", "1 718 €")
    try expectDelivered()
    session.send("q")
    #expect(session.ending() == .exited(0))
    try company.expectDone(["check"])
    #expect(session.screen.unknown == 0, "every sequence is one that terminals know")
  }

  private func openOpportunity(_ session: PtySession) throws {
    try session.type("2", see: "aucune affaire")
    try session.type("n", see: "Nouvelle affaire")
    try session.type("aeth", see: "→ Constructions Æther")
    session.send(PtyKeys.enter + "Boulonnerie HR" + PtyKeys.enter + "2k" + PtyKeys.enter)
    try session.type(PtyKeys.enter, see: "Boulonnerie HR", "créée", "2 000 €")
    try session.type(PtyKeys.enter, see: "Constructions Æther — Boul", "F6 volet")
  }

  private func typeQuote(_ session: PtySession, typesAhead: Bool) throws {
    try session.type("d", see: "Nouveau devis", "C-0417")
    if typesAhead {
      session.send(Self.lines.map(\.text).joined())
    } else {
      for (number, line) in Self.lines.enumerated() {
        try session.type(line.text, see: "▌ \(number + 2)", Self.totals[number])
      }
    }
    try session.see("▌ 7", "1 717,80")
    let keys = Self.lines.reduce(0) { $0 + $1.keys }
    #expect(keys <= 9 * Self.lines.count, "\(keys) keys for \(Self.lines.count) lines")
  }

  private func sendAndAccept(_ session: PtySession) throws {
    try session.type(PtyKeys.f(9), see: "sera figé", "1 717,80")
    try session.type("o", see: "envoyé")
    try session.type(PtyKeys.f(9), see: "800 réservés", "400 attendus de Bossard", "28/11")
    try session.type(PtyKeys.escape, unsee: "attendus de Bossard")
    try session.type(PtyKeys.escape, see: "F6 volet")
  }

  private func buyAndReceive(_ session: PtySession) throws {
    try session.type("7", see: "Bossard", "ECR-1690", "400")
    try session.type("n", see: "Définitif")
    try session.type("o", see: "commandée", "réceptionner")
    try session.type("R", see: "Définitif")
    try session.type("o", see: "400 pour Constructions Æther", "servie")
    try session.type(PtyKeys.escape, unsee: "servie")
  }

  private func deliver(_ session: PtySession) throws {
    try session.type("6", see: "C-0001", "2 061,36")
    try session.type(PtyKeys.enter, see: "Tout ce qui reste est réservé")
    try session.type("L", see: "6 lignes sortent du stock", "Définitif")
    try session.type("o", see: "livrée")
  }

  // MARK: What the store says

  private func expectReserved() throws {
    try company.read { reader in
      let order = try #require(try reader.all(SalesOrder.self).first)
      let lines = try reader.all(OrderLine.self, "WHERE order_id = \(order.id) ORDER BY line")
      #expect(lines.map(\.reserved.thousandths) == [200, 400, 800, 20, 30, 20].map { $0 * 1_000 })
      let opportunity = try #require(try reader.all(Opportunity.self).first)
      #expect(opportunity.outcome == .won)
      let requests = try reader.all(PurchaseRequest.self)
      #expect(requests.map(\.quantity.thousandths) == [400_000])
    }
  }

  private func expectDelivered() throws {
    try company.read { reader in
      let order = try #require(try reader.all(SalesOrder.self).first)
      #expect(order.state == .delivered)
      #expect(order.netAmount.minor == 171_780)
      let lines = try reader.all(OrderLine.self, "WHERE order_id = \(order.id) ORDER BY line")
      #expect(
        lines.map(\.delivered.thousandths) == [200, 400, 1_200, 20, 30, 20].map { $0 * 1_000 })
      let nuts = try #require(try reader.first(Product.self, "WHERE code = \("ECR-1690")"))
      let level = try #require(
        try reader.first(StockLevel.self, "WHERE product_id = \(nuts.id)"))
      #expect(level.onHand == .zero && level.reserved == .zero)
    }
  }
}
