import Database
import Sales
import Values

/// What buying products again would cost: the price of the supplier that the rule in force chooses, with
/// the prices valid on a day, at the exchange rate of that day.
///
/// ```
///   priced on 3 March:  10.00 USD at 1.25 ──► 8.00 €  ─┐
///   today:              10.00 USD at 1.00 ──► 10.00 € ─┴─► rises by 2.00 €, whatever the stock is worth
/// ```
/// Offers and rates are remembered while documents are looked at, one after the other.
struct ReplacementCosts {
  /// The day for which costs are asked.
  let today: Day
  private let rule: SupplierRule
  private let own: Currency
  private var offers: [ID<Product>: [SupplierPrice]] = [:]
  private var rates: [DatedCurrency: ExchangeRate?] = [:]

  private struct DatedCurrency: Hashable {
    let currency: Currency
    let day: Day
  }

  init(today: Day, _ store: some StoreReading) throws {
    self.today = today
    rule = try store.settings().supplierRule
    own = try store.company().currency
  }

  /// By how much the cost of a quantity rose since a day, per price unit; zero where it did not, and where
  /// either is unknown.
  mutating func rise(
    of product: ID<Product>, _ quantity: Quantity, since day: Day, _ store: some StoreReading
  ) throws -> Int64 {
    guard day <= today, try hasMoved(product, since: day, store),
      let then = try chosen(of: product, quantity, on: day, store, before: true)?.price,
      let now = try chosen(of: product, quantity, on: today, store)?.price
    else { return 0 }
    return max(0, now.tenThousandths - then.tenThousandths)
  }

  /// The offer chosen on a day, with its price in the company's currency; nil where nobody sells the
  /// product.
  ///
  /// - Parameter before: prices that begin on that very day do not count yet, where others were valid: a
  ///   document was priced before the tariff of its day came in.
  mutating func chosen(
    of product: ID<Product>, _ quantity: Quantity, on day: Day, _ store: some StoreReading,
    before: Bool = false
  ) throws -> (offer: SupplierPrice, price: UnitPrice?)? {
    let known = try offers(of: product, store)
    let isEarlier = before && known.contains { $0.isValid(on: day - 1) && $0.price != nil }
    let valid = isEarlier ? day - 1 : day
    var terms: [SupplierTerms] = []
    for (place, offer) in known.enumerated() where offer.isValid(on: valid) {
      terms.append(
        SupplierTerms(
          supplier: offer.supplierID, sequence: offer.sequence, minimum: offer.minimumQuantity,
          price: try ownPrice(offer, on: day, store), place: place))
    }
    return SupplierChoice(quantity, among: terms).choice(by: rule)
      .map { (known[$0.place], $0.price) }
  }

  /// A price in the company's currency that holds on both days cannot have moved.
  private mutating func hasMoved(
    _ product: ID<Product>, since day: Day, _ store: some StoreReading
  ) throws -> Bool {
    try offers(of: product, store).contains { offer in
      offer.price != nil
        && (offer.currency != own || offer.isValid(on: day - 1) != offer.isValid(on: today))
    }
  }

  private mutating func offers(
    of product: ID<Product>, _ store: some StoreReading
  ) throws -> [SupplierPrice] {
    if let known = offers[product] { return known }
    let found = try store.all(
      SupplierPrice.self,
      "WHERE product_id = \(product) ORDER BY sequence, minimum_quantity, id")
    offers[product] = found
    return found
  }

  private mutating func ownPrice(
    _ offer: SupplierPrice, on day: Day, _ store: some StoreReading
  ) throws -> UnitPrice? {
    guard let price = offer.price, offer.currency != own else { return offer.price }
    let key = DatedCurrency(currency: offer.currency, day: day)
    if rates[key] == nil { rates[key] = .some(try store.rate(of: offer.currency, on: day)?.rate) }
    return rates[key]?.flatMap { $0.own(price) }
  }
}

extension SupplierPrice {
  /// Whether it may be asked for on a day.
  public func isValid(on day: Day) -> Bool {
    (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
  }
}
