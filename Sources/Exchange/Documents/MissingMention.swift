import Sales
import Values

/// A mention that the law or the trade wants on a quote (rules.md 2.11) and that nobody has typed
/// yet. The paper is printed all the same; `mention.<name>` in the texts names it.
public enum MissingMention: String, Sendable, Hashable, CaseIterable {
  /// Legal form of the company: SARL, SAS…
  case sellerLegalForm
  /// Share capital.
  case sellerCapital
  /// SIREN or SIRET of the company.
  case sellerSiren
  /// Trade register of the company.
  case sellerRegister
  /// VAT number of the company.
  case sellerVatNumber
  /// Address of the company.
  case sellerAddress
  /// Address of the customer.
  case customerAddress
  /// Address of the delivery site.
  case siteAddress
  /// VAT number of a customer who buys without VAT within the Union.
  case customerVatNumber
  /// Delivery day.
  case deliveryDay
  /// Payment term.
  case paymentTerm
}

extension SalesDocument {
  /// The mentions that are missing, in the order of the paper.
  public var missingMentions: [MissingMention] {
    let checks: [(MissingMention, Bool)] = [
      (.sellerLegalForm, seller.legalForm.isEmpty),
      (.sellerCapital, seller.capital.isEmpty && !isSoleTrader),
      (.sellerSiren, seller.siren.isEmpty && seller.siret.isEmpty),
      (.sellerRegister, seller.rcs.isEmpty),
      (.sellerVatNumber, seller.vatNumber.isEmpty),
      (.sellerAddress, seller.address.isEmpty || seller.town.isEmpty),
      (.customerAddress, customer.address.isEmpty || customer.town.isEmpty),
      (.siteAddress, site.map { $0.address.isEmpty || $0.town.isEmpty } ?? false),
      (
        .customerVatNumber,
        vatPosition == .intraCommunity && customer.vatNumber.isEmpty
      ),
      (.deliveryDay, deliveryDay == nil),
      (.paymentTerm, paymentTerm == nil),
    ]
    return checks.filter(\.1).map(\.0)
  }

  /// A sole trader has no share capital.
  private var isSoleTrader: Bool {
    ["EI", "EIRL", "ENTREPRISE INDIVIDUELLE"].contains(seller.legalForm.uppercased())
  }
}
