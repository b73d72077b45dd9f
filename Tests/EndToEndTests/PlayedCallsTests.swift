import Foundation
import TerminalTesting
import Testing

/// The four calls that a desk of the trade lives on, played on the real program and the demo company as a
/// salesperson plays them on the phone: from the ring, on the screen he has before him, to the answer. Each
/// has a budget of keys; the words that name a customer or a product are counted with them.
@Suite("Calls played on the phone", .serialized)
struct PlayedCallsTests {
  private let demo: DemoDesk

  init() throws { demo = try DemoDesk() }

  /// Budgets as they stand in the README.
  private enum Budget {
    static let threePercent = 13
    static let cheaper = 24
    static let references = 15
    static let copper = 14
  }

  @Test(
    "“I want 3 % less”: a counter-offer that keeps the floor stands on the quote",
    arguments: [(120, 40), (80, 24)])
  func threePercent(_ width: Int, _ height: Int) throws {
    let quote = try demo.tightDraft(wish: "-3%")
    let before = try demo.number(try demo.json("quote", "show", quote)["netAmount"])
    let call = try PlayedCall(demo, width, height)
    try call.key("\u{10}", see: "Palette")
    try call.type(String(quote.suffix(4)), see: quote)
    try call.key(PtyKeys.enter, see: quote, "m")
    try call.key("\u{0E}", see: "Il veut")
    try call.type("-3%", see: "Comme demandé", "sous le plancher", "✓")
    try call.key(PtyKeys.enter, see: "^Z")
    #expect(!call.shows("▼ sous le plancher"))
    try call.key(PtyKeys.f(8), see: "enregistré")
    try call.end(within: Budget.threePercent)
    let after = try demo.json("quote", "show", quote)
    #expect(after["underFloor"] as? Bool == false)
    #expect(try demo.number(after["netAmount"]) != before, "the counter-offer is stored")
  }

  @Test(
    "“Why was it cheaper last time?”: the price of then, and what changed since",
    arguments: [(120, 40), (80, 24)])
  func cheaper(_ width: Int, _ height: Int) throws {
    let sale = try demo.formerSale()
    try demo.raiseListPrice(of: sale.product)
    let call = try PlayedCall(demo, width, height)
    try call.type("3", see: "Devis")
    try call.type("n", see: "Nouveau devis")
    try call.type(sale.customer, see: sale.customer)
    try call.key(PtyKeys.enter, see: "quantité*article")
    try call.type(sale.product, see: sale.product, "Net", unless: height < 30)
    try call.key("\u{12}", see: "Prix d'avant", sale.order, "Tarif public", "→", "+")
    #expect(call.shows(sale.day), "the day it was sold")
    try call.end(within: Budget.cheaper)
  }

  @Test("“300 references by mail”: what they give is seen before it is taken, and the rest is kept")
  func references() throws {
    let customer = try demo.customer()
    let (list, good, bad) = try demo.references(count: 300, bad: 14)
    let call = try PlayedCall(demo, 120, 40)
    try call.type("3", see: "Devis")
    try call.type("n", see: "Nouveau devis")
    try call.type(customer, see: customer)
    try call.key(PtyKeys.enter, see: "quantité*article")
    try call.paste(
      list, see: "Liste de 300 lignes", "\(good) lignes à ajouter", "\(bad) refusées",
      "aucun article", "ni référence ni quantité")
    try call.type("w", see: "refus")
    try call.key(PtyKeys.enter, see: "\(good) lignes collées", "\(bad) à reprendre")
    try call.key(PtyKeys.f(8), see: "D-", "enregistré")
    try call.end(within: Budget.references)
    let quotes = try demo.json("quote", "list", "--state", "draft")["quotes"] as? [[String: Any]]
    let number = try #require(quotes?.compactMap { $0["number"] as? String }.max())
    let lines = try demo.json("quote", "show", number)["lines"] as? [Any]
    #expect(lines?.count == good)
    let saved = try demo.documents().first { $0.hasPrefix("refus") }
    let text = try String(
      contentsOfFile: demo.home.path + "/documents/" + (try #require(saved)), encoding: .utf8)
    #expect(text.split(separator: "\n").count == bad + 1, "each refused line with its reason")
  }

  @Test("a list is also read from the file that is named in the entry line")
  func file() throws {
    let customer = try demo.customer()
    let (list, good, _) = try demo.references(count: 30, bad: 2)
    try Data(list.utf8).write(to: demo.home.appending(path: "liste.csv"))
    let call = try PlayedCall(demo, 80, 24)
    try call.type("3", see: "Devis")
    try call.type("n", see: "Nouveau devis")
    try call.type(customer, see: customer)
    try call.key(PtyKeys.enter, see: "quantité*article")
    try call.type("< ~/absente.csv\r", see: "introuvable")
    for _ in 0..<11 { try call.key("\u{7F}") }
    try call.type("liste.csv\r", see: "\(good) lignes à ajouter")
    try call.key(PtyKeys.enter, see: "\(good) lignes collées")
    try call.end(within: 60)
  }

  @Test(
    "“Copper rose, is my quote still good?”: the radar, the quote, and its next version",
    arguments: [(120, 40), (80, 24)])
  func copper(_ width: Int, _ height: Int) throws {
    let quote = try demo.followingQuote()
    let call = try PlayedCall(demo, width, height)
    // Where the window has room for it, the first screen says so by itself.
    if height >= 40 { try call.see("UN INDICE A BOUGÉ") }
    try call.key("\u{10}", see: "Palette")
    try call.type("radar", see: "Radar")
    try call.key(PtyKeys.enter, see: quote, "+16,5", "80,00")
    try call.type("V", see: "prix et coûts du jour", "1,60", "1,76")
    try call.key(PtyKeys.enter, see: "v2", "880,00")
    try call.end(within: Budget.copper)
    let versions = try demo.json("quote", "diff", quote)
    #expect(try demo.number(versions["goodsEffect"]) == 80)
  }
}

/// A call: what is pressed is counted, what is shown is waited for.
final class PlayedCall {
  private let session: PtySession
  private(set) var keys = 0

  /// The phone rings: the program shows its first screen.
  init(_ demo: DemoDesk, _ width: Int, _ height: Int) throws {
    session = try PtySession(
      Program.path, ["--database", demo.database, "--user", demo.user, "--lang", "fr"],
      environment: demo.workplace.environment, size: (width, height))
    try session.see("Aujourd'hui")
  }

  /// One key, whatever bytes a terminal sends for it.
  func key(_ bytes: String, see texts: String...) throws {
    keys += 1
    session.send(bytes)
    for text in texts { try session.see(text) }
  }

  /// Letters, each of them a key.
  func type(_ text: String, see texts: String..., unless isHidden: Bool = false) throws {
    keys += text.count
    session.send(text)
    guard !isHidden else { return }
    for text in texts { try session.see(text) }
  }

  /// A paste is one key.
  func paste(_ text: String, see texts: String...) throws {
    keys += 1
    session.send(PtyKeys.paste(text))
    for text in texts { try session.see(text) }
  }

  /// Waits for what is shown.
  func see(_ text: String) throws { try session.see(text) }

  /// Whether it is shown now.
  func shows(_ text: String) -> Bool { session.screen.plainText.contains(text) }

  /// The answer was given: the keys it took.
  func end(
    within budget: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(keys <= budget, "\(keys) keys", sourceLocation: sourceLocation)
    #expect(
      session.screen.unknown == 0, "every sequence is one that terminals know",
      sourceLocation: sourceLocation)
  }
}
