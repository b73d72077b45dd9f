import Sales
import Testing
import Values

@Suite("Price formulas of rules")
struct PriceFormulaTests {
  @Test(
    "what a formula gives",
    arguments: [
      // A coefficient on cost, a discount on list, a percentage added.
      ("cost *1.35", "4.13", "5.5755"), ("list -15%", "12.34", "10.489"),
      ("cost +20%", "9.00", "10.80"), ("cost", "9.00", "9.00"), ("list *1", "9.00", "9.00"),
      ("cost *0.5", "9.00", "4.50"),
      // AT-14, and AT-13 without its bounds, with the lower and with the upper one.
      ("list -15% step 0.05 plus -0.01", "12.34", "10.49"),
      ("cost +20% step 0.50 plus -0.01", "9.00", "10.99"),
      ("cost +20% step 0.50 plus -0.01 min 1.50", "9.00", "10.99"),
      ("cost +20% step 0.50 plus -0.01 min 1.50 max 1.80", "9.00", "10.80"),
      ("cost +20% step 0.50 plus -0.01 min 2.50", "9.00", "11.50"),
      // Rounding is half away from zero, on the discounted price and not on the base.
      ("list step 0.05", "10.025", "10.05"), ("list step 1", "10.4999", "10.00"),
      ("list step 10 plus 4.99", "12.34", "14.99"),
      // Words come in any order.
      ("cost plus -0.01 step 0.50 *1.2", "9.00", "10.99"),
    ])
  func given(_ text: String, _ base: String, _ expected: String) throws {
    let formula = try PriceFormula(text: text)
    #expect(try formula.price(from: price(base)) == price(expected))
    #expect(try PriceFormula(text: formula.text) == formula)
  }

  @Test(
    "the one spelling of a formula",
    arguments: [
      ("  cost   +35% ", "cost *1.35"), ("list *0.85", "list -15%"), ("list -0%", "list"),
      (
        "cost max 1.80 min 1.5 plus 0.0100 step .5 *1.2000",
        "cost *1.2 step 0.5 plus 0.01 min 1.5 max 1.8"
      ),
    ])
  func spelling(_ text: String, _ expected: String) throws {
    #expect(try PriceFormula(text: text).text == expected)
  }

  @Test(
    "what is no formula is refused by what is wrong with it",
    arguments: [
      ("", .noBase), ("1.35 * cost", .noBase), ("price *2", .noBase),
      ("cost x1.35", .unknownWord("x1.35")), ("cost 15%", .badNumber("15%")),
      ("cost *", .badNumber("*")), ("cost *1,35", .badNumber("*1,35")),
      ("cost *-1", .badNumber("*-1")), ("cost *1.23456", .badNumber("*1.23456")),
      ("list -101%", .badNumber("-101%")), ("cost *1001", .badNumber("*1001")),
      ("cost step", .badNumber("step")), ("cost step 0", .badNumber("step")),
      ("cost step -0.05", .badNumber("step")), ("cost plus a", .badNumber("plus")),
      ("cost *1.2 +20%", .repeated("+20%")), ("cost step 1 step 2", .repeated("step")),
      ("cost min 2 max 1", .crossedBounds),
    ] as [(String, PriceFormulaProblem)])
  func refused(_ text: String, _ problem: PriceFormulaProblem) {
    #expect(throws: problem) { try PriceFormula(text: text) }
  }

  @Test("a formula that gives nothing is no price, however cheap")
  func nothing() throws {
    let formula = try PriceFormula(text: "cost step 0.05 plus -0.01")
    let candidate = PriceCandidate(rule: 1, .promotion, .product, .formula(formula))
    let request = PriceRequest(
      quantity: try quantity("1"), day: try day("2026-11-21"), listPrice: try price("0.03"),
      cost: try cost("0.02"))
    let choice = try #require(try PriceSelection.choose(request, among: [candidate]))
    #expect(try choice.netPrice == price("0.03"))
    #expect(choice.rejected.map(\.reason) == [.noPrice])
  }

  @Test("the general discount follows a formula as it follows the list, unless the rule is firm")
  func generalDiscount() throws {
    let formula = try PriceFormula(text: "cost *1.5")
    var request = PriceRequest(
      quantity: try quantity("1"), day: try day("2026-11-21"), listPrice: nil,
      cost: try cost("4.00"))
    request.customerDiscount = Ratio(percent: 10)
    for isFirm in [true, false] {
      let rule = PriceCandidate(rule: 1, .contract, .product, .formula(formula), isFirm: isFirm)
      let choice = try #require(try PriceSelection.choose(request, among: [rule]))
      #expect(try choice.netPrice == price(isFirm ? "6.00" : "5.40"))
    }
  }
}
