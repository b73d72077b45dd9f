import Sales
import SalesStore
import Values

// Year-end rebates and suppliers' derogations.

extension CompanyExport {
  func writeRebates(_ kind: RecordKind) throws {
    if kind == .rebate { try writeAgreements() } else { try writeDerogations() }
  }

  private func writeAgreements() throws {
    for agreement in try reader.all(RebateAgreement.self, "ORDER BY code") {
      let terms = try reader.terms(of: agreement)
      try row(
        .rebate, agreement.code,
        [
          "customer": try code(agreement.customerID), "priceGroup": text(agreement.priceGroup),
          "label": text(agreement.name), "mode": agreement.mode.rawValue,
          "tiers": RebateTiersText.typed(terms.tiers, agreement.currency),
          "families": text(try terms.families.compactMap { try code($0) }.joined(separator: " ")),
          "products": text(try terms.products.compactMap { try code($0) }.joined(separator: " ")),
          "from": agreement.validFrom.isoText, "until": agreement.validTo.isoText,
          "settleBy": agreement.settlementDay?.isoText,
        ])
    }
  }

  /// Those of a site have no place in our files yet.
  private func writeDerogations() throws {
    var place = 0
    try reader.each(SupplierDerogation.self, "WHERE site_id IS NULL ORDER BY id") { derogation in
      place += 1
      try row(
        .derogation, "G\(place)",
        [
          "reference": text(derogation.reference), "supplier": try code(derogation.supplierID),
          "product": try code(derogation.productID), "customer": try code(derogation.customerID),
          "cost": derogation.unitCost.description, "quantity": derogation.quantity?.description,
          "from": derogation.validFrom.isoText, "until": derogation.validTo.isoText,
        ])
    }
  }
}
