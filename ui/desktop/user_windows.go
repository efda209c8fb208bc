package desktop

import "golang.org/x/sys/windows"

// UserLanguage is the language in which Windows speaks to this user, such as
// "zh-CN"; "" when it does not tell.
func UserLanguage() string {
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 {
		return ""
	}
	return languages[0]
}

// UserDocuments is the folder of this user's documents, which people move to other
// drives; "" when Windows does not tell.
func UserDocuments() string {
	folder, err := windows.KnownFolderPath(windows.FOLDERID_Documents, windows.KF_FLAG_DEFAULT)
	if err != nil {
		return ""
	}
	return folder
}
