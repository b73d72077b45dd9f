public import Values

/// The demo company, entirely determined by a seed, a day and a scale: nothing is kept, every
/// record is made when it is asked for, from its own place in the plan. A large plan therefore
/// takes no more memory than a small one, and two plans of the same seed and day are equal.
///
///     products ──────────────┐
///     customers ──────────┐  ├─► orders (18 months) ─► open items
///     opportunities ─► quotes ─► orders of accepted quotes, tasks
public struct DemoPlan: Sendable {
  /// How many of each.
  public struct Size: Sendable, Equatable {
    /// Customers.
    public let customers: Int
    /// Products.
    public let products: Int
    /// Opportunities.
    public let opportunities: Int
    /// Orders of the past, without those of accepted quotes.
    public let orders: Int
  }

  /// The words and figures it is made of.
  public let content: DemoContent
  /// What makes it different from another.
  public let seed: UInt64
  /// The day to which every other is relative.
  public let today: Day
  /// N of `--scale N`; nil: the company shown to people.
  public let scale: Int?
  /// How many of each.
  public let size: Size
  let calendar: DemoCalendar
  let catalogue: [(range: Int, member: Int)]

  /// The plan of that seed and day. Scale nil: the company shown to people; N: N thousand
  /// customers, 2 N thousand products and opportunities, 20 N thousand order lines.
  public init(content: DemoContent, seed: UInt64, today: Day, scale: Int? = nil) {
    self.content = content
    self.seed = seed
    self.today = today
    self.scale = scale
    calendar = DemoCalendar(today: today)
    catalogue = content.ranges.indices.flatMap { range in
      content.ranges[range].members.indices.map { (range, $0) }
    }
    if let scale {
      // Five orders hold 25 lines (see `linesOfOrder`): 20 000 lines are 4 000 orders.
      size = Size(
        customers: 1_000 * scale, products: 2_000 * scale, opportunities: 2_000 * scale,
        orders: 4_000 * scale)
    } else {
      size = Size(customers: 120, products: catalogue.count, opportunities: 200, orders: 1_500)
    }
  }

  /// The products, made one by one.
  public var products: some Sequence<DemoProduct> { (0..<size.products).lazy.map(product) }
  /// The customers, made one by one.
  public var customers: some Sequence<DemoCustomer> { (0..<size.customers).lazy.map(customer) }
  /// The opportunities, made one by one.
  public var opportunities: some Sequence<DemoOpportunity> {
    (0..<size.opportunities).lazy.map(opportunity)
  }
  /// The orders of the past in the order of days, without those of accepted quotes.
  public var orders: some Sequence<DemoOrder> { (0..<size.orders).lazy.map(order) }

  // MARK: Chance

  /// What is drawn, so that two draws of one place never meet.
  enum Stream: UInt64 {
    case product = 1, stock, customer, contact, order, lines, opportunity, quote, purchase, task
    case openItem, site
  }

  /// The chance of one record: it depends on nothing but the plan and the record's place.
  func chance(_ stream: Stream, _ index: Int) -> SeededGenerator {
    var mixer = SeededGenerator(
      seed: seed ^ (stream.rawValue << 56) ^ UInt64(truncatingIfNeeded: index))
    return SeededGenerator(seed: mixer.next())
  }

  // MARK: Products

  /// The product at that place. Beyond the ranges the catalogue repeats as further series, whose
  /// prices differ a little.
  public func product(_ index: Int) -> DemoProduct {
    let place = catalogue[index % catalogue.count]
    let series = index / catalogue.count
    let range = content.ranges[place.range]
    let member = range.members[place.member]
    var chance = chance(.product, index)
    let drift = series == 0 ? 100 : chance.int(in: 85...118)
    let cost = max(20, member.cost * drift / 100)
    let perPriceUnit = cost * Int64(range.priceUnit)
    let code = series == 0 ? member.code : "\(member.code)-S\(series + 1)"
    let name = series == 0 ? member.name : "\(member.name) série \(series + 1)"
    return DemoProduct(
      index: index, code: code, name: name, family: range.family, unit: range.unit,
      priceUnit: range.priceUnit,
      listPrice: UnitPrice(tenThousandths: Self.rounded(perPriceUnit * 100 / (100 - range.rate))),
      cost: index % 97 == 41 ? nil : UnitCost(tenThousandths: cost), vatRate: Ratio(percent: 20),
      barcode: Self.barcode(index, packaging: 0),
      packagings: range.packs.enumerated().map { order, pack in
        DemoPackaging(
          unit: pack.unit, factor: pack.factor,
          barcode: Self.barcode(index, packaging: order + 1))
      },
      supplier: range.supplier, supplierCode: "\(range.supplier)-\(10_000 + index)",
      supplierPrice: UnitPrice(tenThousandths: perPriceUnit * chance.int(in: 94...100) / 100),
      stock: stock(index, cost: cost))
  }

  /// About a month of sales at the first warehouse, less elsewhere; one in twelve is out of stock.
  private func stock(_ index: Int, cost: Int64) -> [DemoStock] {
    var chance = chance(.stock, index)
    return content.warehouses.enumerated().map { place, warehouse in
      let isOut = chance.int(in: 0...11) == 0
      let value = chance.int(in: 1_500_000...20_000_000) / (place == 0 ? 1 : 3)
      let quantity = isOut ? 0 : Self.handy(max(1, value / cost))
      return DemoStock(
        warehouse: warehouse.code, onHand: Quantity(thousandths: quantity * 1_000))
    }
  }

  /// A price as a list prints it: cents from one euro on, else a tenth of a cent.
  static func rounded(_ tenThousandths: Int64) -> Int64 {
    let step: Int64 = tenThousandths >= 10_000 ? 100 : 10
    return max(step, (tenThousandths + step / 2) / step * step)
  }

  /// A quantity as people order it: 1 to 19, then by 10, then by 50, 100, 500.
  static func handy(_ quantity: Int64) -> Int64 {
    let step: Int64 =
      switch quantity {
      case ..<20: 1
      case ..<100: 10
      case ..<500: 50
      case ..<2_000: 100
      default: 500
      }
    return max(1, quantity / step * step)
  }

  /// An EAN-13 of the range reserved for a company's own use (prefix 2), with its check digit.
  static func barcode(_ index: Int, packaging: Int) -> String {
    let body = String(200_000_000_000 + packaging * 10_000_000_000 + index)
    let sum = body.utf8.enumerated().reduce(0) { sum, digit in
      sum + Int(digit.element - 48) * (digit.offset.isMultiple(of: 2) ? 1 : 3)
    }
    return body + String((10 - sum % 10) % 10)
  }
}

/// The working days of the last 18 months, weighted by the season of the trade: little in August
/// and December, much in spring and autumn.
struct DemoCalendar: Sendable {
  private static let months: [Int] = [80, 85, 105, 110, 95, 115, 100, 45, 115, 120, 105, 65]
  private let days: [(day: Day, cumulated: Int)]

  init(today: Day) {
    var days: [(day: Day, cumulated: Int)] = []
    var cumulated = 0
    var day = today.adding(months: -18)
    while day < today {
      if day.weekday <= 5 {
        cumulated += Self.months[day.month - 1]
        days.append((day, cumulated))
      }
      day = day + 1
    }
    self.days = days
  }

  /// The day of the record at that place among `count`, in chronological order.
  func day(_ index: Int, of count: Int) -> Day {
    guard let last = days.last else { return Day(daysSinceEpoch: 0) }
    let wanted = Int(Int128(last.cumulated) * Int128(2 * index + 1) / Int128(2 * max(1, count)))
    var (low, high) = (0, days.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if days[middle].cumulated > wanted { high = middle } else { low = middle + 1 }
    }
    return days[low].day
  }

  /// The same day, or the Monday after it.
  static func working(_ day: Day) -> Day {
    day.weekday > 5 ? day + (8 - day.weekday) : day
  }
}
