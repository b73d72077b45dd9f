import Values

/// What a company says of itself on its papers and in its mails: the mentions of the French rules
/// (rules.md 2.11), where to write and to call.
public enum CompanyField: String, Sendable, Hashable, CaseIterable {
  case name = "company.name"
  case legalForm = "company.legalForm"
  case capital = "company.capital"
  case siren = "company.siren"
  case siret = "company.siret"
  case rcs = "company.rcs"
  case vatNumber = "company.vatNumber"
  case address = "company.address"
  case postalCode = "company.postalCode"
  case town = "company.town"
  case phone = "company.phone"
  case email = "company.email"

  /// Where it is kept.
  public var path: WritableKeyPath<Company, String> {
    switch self {
    case .name: \.name
    case .legalForm: \.legalForm
    case .capital: \.capital
    case .siren: \.siren
    case .siret: \.siret
    case .rcs: \.rcs
    case .vatNumber: \.vatNumber
    case .address: \.address
    case .postalCode: \.postalCode
    case .town: \.town
    case .phone: \.phone
    case .email: \.email
    }
  }

  /// A text as it is kept; nil where it is none of this kind. Empty takes what is there away, but a
  /// company has a name.
  public func checked(_ typed: String) -> String? {
    let text = typed.split(separator: " ").joined(separator: " ")
    guard text.count <= 200, !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      return nil
    }
    if text.isEmpty { return self == .name ? nil : "" }
    switch self {
    case .siren: return Siren(text)?.digits
    case .siret:
      let digits = text.filter { $0 != " " }
      return digits.count == 14 && digits.allSatisfy(\.isNumber)
        && Siren(digits.prefix(9)) != nil ? digits : nil
    case .vatNumber: return VATNumber.checked(text)
    case .email: return Self.isAddress(text) ? text : nil
    default: return text
    }
  }

  /// One mail address, without a name: `devis@durand.fr`.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
      && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
      && text.allSatisfy { $0.isASCII && !" ,;:<>()[]\"\\".contains($0) }
  }
}
