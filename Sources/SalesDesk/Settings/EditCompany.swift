import Sales
import SalesStore
import Values

/// Changes what the company says of itself: the mentions of its papers, the address its mails come from
/// where the salesperson has none. Papers already sent stay as they went out.
public struct EditCompany: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("company.edit", roles: .managers)

  /// The texts, as typed; fields left out stay.
  public let texts: [CompanyField: String]

  /// A change of some fields.
  public init(_ texts: [CompanyField: String]) { self.texts = texts }

  /// Does it.
  ///
  /// - Returns: the company as it now stands.
  /// - Throws: `settingValue` for a number or an address that is none.
  public func perform(_ scope: ActScope) throws -> Company {
    let company = try scope.store.company()
    var changed = company
    for field in CompanyField.allCases {
      guard let typed = texts[field] else { continue }
      guard let text = field.checked(typed) else {
        throw Refusal(
          .settingValue, Fact("name", .text(field.rawValue)), Fact("value", .text(typed)))
      }
      guard text != changed[keyPath: field.path] else { continue }
      changed[keyPath: field.path] = text
      scope.note("name", .text(field.rawValue))
      scope.note("value", .text(text))
    }
    return changed == company ? company : try scope.store.update(company, to: changed)
  }
}
