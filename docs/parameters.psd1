# Texts of the parameters that PowerShell adds to cmdlets, which have no comment in the source. Words in braces as in Pages.ps1.
@{
    WhatIf            = 'Shows what would happen if the cmdlet runs. No changing request is sent.'
    Confirm           = 'Asks before each change.'
    First             = 'At most so many. 0 together with -IncludeTotalCount asks for the number alone.'
    Skip              = 'Leaves so many out at the beginning.'
    IncludeTotalCount = "Emits the total number before the first {thing}. It is the server's number, counted when the first page was read."
}
