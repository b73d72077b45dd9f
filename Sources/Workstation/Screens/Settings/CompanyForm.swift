import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The form of what the company says of itself on its papers.
enum CompanyForm {
  static let id = "settings.company"

  static func form(_ company: Company, _ session: Session) -> Modal {
    let wrong = session.text("settings.company.problem")
    return .form(
      id: id, title: session.text("settings.company.title"),
      CompanyField.allCases.map { field in
        FormField(
          field.rawValue, label: session.text("settings.\(field.rawValue)"),
          text: company[keyPath: field.path],
          hint: session.format.texts.optional("settings.hint.\(field.rawValue)") ?? "",
          problem: { field.checked($0) == nil ? wrong : nil })
      })
  }

  /// The act that the form asks for: of the fields that were changed.
  static func act(_ values: FormValues) -> Effect {
    var texts: [CompanyField: String] = [:]
    for field in CompanyField.allCases {
      guard let text = values[field.rawValue], text != values.initial[field.rawValue] else {
        continue
      }
      texts[field] = text
    }
    return .act(EditCompany(texts))
  }
}
