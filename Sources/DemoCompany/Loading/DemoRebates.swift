import Sales
import SalesDesk
import SalesStore
import Values

/// Year-end rebates of the customers who buy most, each shortly before a tier, and a supplier's derogation
/// for the first of them: computed from what was delivered, so that the distances are real.
struct DemoRebates {
  let ledger: DemoLedger

  private var today: Day { ledger.plan.today }
  private var ids: IDMint { ledger.ids }

  /// The civil year; in its first months a year that ends in June, so that there is a turnover.
  private var period: (from: Day, to: Day) {
    let year = today.year
    let isLate = today.month >= 4
    let from = Day(year: isLate ? year : year - 1, month: isLate ? 1 : 7, day: 1)
    let to = Day(year: year, month: isLate ? 12 : 6, day: isLate ? 31 : 30)
    return (from ?? today - 180, to ?? today + 180)
  }

  func write(_ writer: StoreWriter) throws {
    let customers = try writer.mostDelivered(from: period.from, to: today, limit: 3)
    for (customer, mode) in zip(customers, [RebateMode.total, .slice, .flat]) {
      try writeRebate(mode, customer, writer)
    }
    if let customer = customers.first { try writeDerogation(customer, writer) }
  }

  private func writeRebate(
    _ mode: RebateMode, _ customer: ID<Customer>, _ writer: StoreWriter
  ) throws {
    let party = try writer.get(customer)
    var terms = RebateTerms(
      RebateAgreement(
        id: ids.mint(), code: "RFA-\(period.to.year)-\(party.code)",
        name: ledger.words("rebate.\(mode.rawValue)"), customerID: customer, currency: .eur,
        validFrom: period.from, validTo: period.to, mode: mode, settlementDay: period.to + 60),
      tiers: [RebateTier(from: .zero, rate: .zero)])
    let base = try writer.standing(terms, of: customer).base
    // The next round bound above what was bought so far.
    let step: Int64 = 500_000
    let bound = Amount(minor: (base.minor / step + 1) * step)
    terms.tiers =
      mode == .flat
      ? [RebateTier(from: .zero, rate: Ratio(basisPoints: 150))]
      : [
        RebateTier(from: .zero, rate: .zero),
        RebateTier(from: Amount(minor: bound.minor / 2), rate: Ratio(percent: 1)),
        RebateTier(from: bound, rate: Ratio(percent: 2)),
        RebateTier(from: bound + bound, rate: Ratio(percent: 3)),
      ]
    _ = try writer.keepInBulk(terms, over: nil)
  }

  private func writeDerogation(_ customer: ID<Customer>, _ writer: StoreWriter) throws {
    for product in try writer.usualProducts(of: customer, limit: 8) {
      let offer = try writer.first(
        SupplierPrice.self, "WHERE product_id = \(product) ORDER BY sequence, id LIMIT 1")
      guard let offer, let cost = try writer.cost(of: product, by: .weightedAverage),
        cost.unitCost > .zero
      else { continue }
      let granted = cost.unitCost.tenThousandths * 85 / 100 / 100 * 100
      try writer.insertInBulk(
        SupplierDerogation(
          id: ids.mint(), reference: "DER-\(today.year)-041", supplierID: offer.supplierID,
          productID: product, customerID: customer,
          unitCost: UnitCost(tenThousandths: max(100, granted)),
          quantity: Quantity(thousandths: 200_000), validFrom: today - 12, validTo: today + 78))
      return
    }
  }
}
